using Signing.Core.Pdf;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>
/// Cuts bytes into tokens without making anything of them: names are hashed, strings passed over. It takes whatever comes, for what is
/// odd is looked at again by those who read objects.
/// </summary>
internal sealed class StructureReader(PdfSource source) : IDisposable
{
    private const int LongestWord = 9;
    private const ulong HashStart = 14695981039346656037;
    private const ulong HashPrime = 1099511628211;
    private const long LargestTenth = long.MaxValue / 10;

    private readonly byte[] _word = new byte[LongestWord];
    private readonly ByteCursor _cursor = new(source);
    private int _length;

    /// <summary>Where the next token is looked for.</summary>
    internal long Position { get => _cursor.Position; set => _cursor.Position = value; }

    /// <summary>Where the token begins.</summary>
    internal long Start { get; private set; }

    /// <summary>Of a number without sign and point: its value; -1 of any other.</summary>
    internal long Number { get; private set; }

    /// <summary>Of a name: a hash of what it says.</summary>
    internal ulong Hash { get; private set; }

    /// <summary>The word, where it is as short as keywords are; else nothing.</summary>
    internal ReadOnlySpan<byte> Word => _word.AsSpan(0, _length);

    internal static ulong HashOf(ReadOnlySpan<byte> name)
    {
        ulong hash = HashStart;
        foreach (byte b in name)
        {
            hash = (hash ^ b) * HashPrime;
        }
        return hash;
    }

    internal StructureTokenKind Next()
    {
        _cursor.SkipSpace();
        Start = _cursor.Position;
        int c = _cursor.Peek();
        switch (c)
        {
            case -1:
                return StructureTokenKind.End;
            case '/':
                _cursor.Skip();
                ReadName();
                return StructureTokenKind.Name;
            case '<':
                _cursor.Skip();
                if (_cursor.TryTake((byte)'<'))
                {
                    return StructureTokenKind.DictionaryOpen;
                }
                SkipPast((byte)'>');
                return StructureTokenKind.String;
            case '>':
                _cursor.Skip();
                _length = 0;
                return _cursor.TryTake((byte)'>') ? StructureTokenKind.DictionaryClose : StructureTokenKind.Word;
            case '(':
                _cursor.Skip();
                SkipString();
                return StructureTokenKind.String;
            case '[':
                _cursor.Skip();
                return StructureTokenKind.ArrayOpen;
            case ']':
                _cursor.Skip();
                return StructureTokenKind.ArrayClose;
            case ')' or '{' or '}':
                _cursor.Skip();
                _length = 0;
                return StructureTokenKind.Word;
            default:
                return ReadRegular();
        }
    }

    public void Dispose() => _cursor.Dispose();

    private StructureTokenKind ReadRegular()
    {
        _length = 0;
        Number = 0;
        bool isNumber = true;
        int length = 0;
        int c;
        while (Characters.IsRegular(c = _cursor.Peek()))
        {
            if (length < LongestWord)
            {
                _word[length] = (byte)c;
            }
            length++;
            if (Characters.IsDigit(c))
            {
                Number = Number is >= 0 and <= LargestTenth - 1 ? (Number * 10) + (c - '0') : -1;
            }
            else
            {
                isNumber &= c is '+' or '-' or '.';
                Number = -1;
            }
            _cursor.Skip();
        }
        _length = length <= LongestWord ? length : 0;
        return isNumber ? StructureTokenKind.Number : StructureTokenKind.Word;
    }

    /// <summary>Another spelling of a name is the same name (ISO 32000-2, 7.3.5).</summary>
    private void ReadName()
    {
        Hash = HashStart;
        int c;
        while (Characters.IsRegular(c = _cursor.Peek()))
        {
            _cursor.Skip();
            if (c != '#' || Characters.HexValue(_cursor.Peek()) is not (>= 0 and int high))
            {
                Add(c);
                continue;
            }
            int digit = _cursor.Next();
            if (Characters.HexValue(_cursor.Peek()) is >= 0 and int low)
            {
                _cursor.Skip();
                Add((high << 4) | low);
                continue;
            }
            Add('#');
            Add(digit);
        }

        void Add(int b) => Hash = (Hash ^ (byte)b) * HashPrime;
    }

    private void SkipString()
    {
        for (int depth = 1; depth > 0;)
        {
            switch (_cursor.Next())
            {
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case '\\':
                    _cursor.Next();
                    break;
                case -1:
                    return;
            }
        }
    }

    private void SkipPast(byte last)
    {
        while (_cursor.Peek() >= 0)
        {
            int found = _cursor.AtHand.IndexOf(last);
            _cursor.Advance(found < 0 ? _cursor.AtHand.Length : found + 1);
            if (found >= 0)
            {
                return;
            }
        }
    }
}
