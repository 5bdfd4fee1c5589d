using Signing.Core.Pdf;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>
/// Cuts bytes into tokens without making anything of them: names are hashed, strings passed over. It takes whatever comes, for what is
/// odd is looked at again by those who read objects.
/// </summary>
internal sealed class StructureReader(PdfSource source) : IDisposable
{
    private const int LongestWord = 8;
    private const ulong HashStart = 14695981039346656037;
    private const ulong HashPrime = 1099511628211;
    private const long LargestTenth = long.MaxValue / 10;

    private readonly ByteCursor _cursor = new(source);

    /// <summary>Where the next token is looked for.</summary>
    internal long Position { get => _cursor.Position; set => _cursor.Position = value; }

    /// <summary>Where the token begins.</summary>
    internal long Start { get; private set; }

    /// <summary>Of a number without sign and point: its value; -1 of any other.</summary>
    internal long Number { get; private set; }

    /// <summary>Of a name: a hash of what it says.</summary>
    internal ulong Hash { get; private set; }

    /// <summary>The bytes of a word as one number, where it is as short as keywords are; else 0.</summary>
    internal ulong Word { get; private set; }

    internal static ulong HashOf(ReadOnlySpan<byte> name)
    {
        ulong hash = HashStart;
        foreach (byte b in name)
        {
            hash = Add(hash, b);
        }
        return hash;
    }

    /// <summary>A word as <see cref="Word"/> has it.</summary>
    internal static ulong WordOf(ReadOnlySpan<byte> word)
    {
        ulong value = 0;
        foreach (byte b in word)
        {
            value = (value << 8) | b;
        }
        return value;
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
                Word = 0;
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
                Word = 0;
                return StructureTokenKind.Word;
            default:
                return ReadRegular();
        }
    }

    public void Dispose() => _cursor.Dispose();

    private StructureTokenKind ReadRegular()
    {
        ulong word = 0;
        long number = 0;
        bool isNumber = true;
        int length = 0;
        do
        {
            ReadOnlySpan<byte> bytes = _cursor.AtHand;
            int at = 0;
            for (; at < bytes.Length && Characters.IsRegular(bytes[at]); at++)
            {
                int c = bytes[at];
                word = (word << 8) | (uint)c;
                if (Characters.IsDigit(c))
                {
                    number = number is >= 0 and <= LargestTenth - 1 ? (number * 10) + (c - '0') : -1;
                }
                else
                {
                    isNumber &= c is '+' or '-' or '.';
                    number = -1;
                }
            }
            _cursor.Advance(at);
            length += at;
        }
        while (_cursor.AtHand.IsEmpty && _cursor.Peek() >= 0);
        Word = length <= LongestWord ? word : 0;
        Number = number;
        return isNumber ? StructureTokenKind.Number : StructureTokenKind.Word;
    }

    /// <summary>Another spelling of a name is the same name (ISO 32000-2, 7.3.5).</summary>
    private void ReadName()
    {
        ulong hash = HashStart;
        do
        {
            ReadOnlySpan<byte> bytes = _cursor.AtHand;
            int at = 0;
            for (; at < bytes.Length && Characters.IsRegular(bytes[at]) && bytes[at] != '#'; at++)
            {
                hash = Add(hash, bytes[at]);
            }
            _cursor.Advance(at);
        }
        while ((_cursor.AtHand.IsEmpty && _cursor.Peek() >= 0) || TryReadEscape(ref hash));
        Hash = hash;
    }

    private bool TryReadEscape(ref ulong hash)
    {
        if (!_cursor.TryTake((byte)'#'))
        {
            return false;
        }
        if (Characters.HexValue(_cursor.Peek()) is not (>= 0 and int high))
        {
            hash = Add(hash, '#');
            return true;
        }
        int digit = _cursor.Next();
        if (Characters.HexValue(_cursor.Peek()) is >= 0 and int low)
        {
            _cursor.Skip();
            hash = Add(hash, (high << 4) | low);
            return true;
        }
        hash = Add(Add(hash, '#'), digit);
        return true;
    }

    private static ulong Add(ulong hash, int b) => (hash ^ (byte)b) * HashPrime;

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
