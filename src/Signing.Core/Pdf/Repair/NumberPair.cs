namespace Signing.Core.Pdf.Repair;

/// <summary>The last two numbers with nothing but white space between them: <c>n g obj</c> and <c>n g R</c> begin so.</summary>
internal struct NumberPair
{
    private int _count;
    private long _secondStart;

    internal long First { get; private set; }

    internal long FirstStart { get; private set; }

    internal long Second { get; private set; }

    internal readonly bool IsWhole => _count == 2;

    internal void Add(long number, long start, bool follows)
    {
        if (!follows || _count == 0)
        {
            (First, FirstStart, _count) = (number, start, 1);
            return;
        }
        if (_count == 2)
        {
            (First, FirstStart) = (Second, _secondStart);
        }
        (Second, _secondStart, _count) = (number, start, 2);
    }

    internal void Clear() => _count = 0;
}
