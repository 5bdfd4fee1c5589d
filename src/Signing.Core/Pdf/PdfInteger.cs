using System.Globalization;

namespace Signing.Core.Pdf;

/// <summary>An integer (ISO 32000-2, 7.3.3).</summary>
internal sealed class PdfInteger : PdfNumber
{
    private const int SmallestShared = -1;
    private const int LargestShared = 1024;
    private static readonly PdfInteger[] Shared = [.. Enumerable.Range(SmallestShared, LargestShared - SmallestShared + 1).Select(static i => new PdfInteger(i))];

    private PdfInteger(long value) => Value = value;

    public long Value { get; }

    public static PdfInteger Of(long value) =>
        value is >= SmallestShared and <= LargestShared ? Shared[value - SmallestShared] : new PdfInteger(value);

    public override double ToDouble() => Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
