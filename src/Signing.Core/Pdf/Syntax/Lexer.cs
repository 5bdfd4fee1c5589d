using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Signing.Core.Pdf.Syntax;

/// <summary>Cuts bytes into tokens (ISO 32000-2, 7.2 and 7.3). Its only state is where it stands and the token it just read.</summary>
internal sealed class Lexer : IDisposable
{
    private const int FirstTextBytes = 256;
    private const int LargestTextKept = 64 << 10;
    private const int ShortestRun = 16;
    private const int LongToken = 256;
    private const int SafeDigits = 19;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    private readonly BudgetMeter _meter;
    private readonly NameTable _names;
    private byte[] _text = new byte[FirstTextBytes];
    private int _length;

    internal Lexer(PdfSource source, BudgetMeter meter, NameTable names)
    {
        Cursor = new ByteCursor(source);
        _meter = meter;
        _names = names;
    }

    internal ByteCursor Cursor { get; }

    /// <summary>Whether what does not belong into a hexadecimal string is passed over.</summary>
    internal bool IsTolerant { get; set; }

    /// <summary>Where the token just read begins.</summary>
    internal long TokenStart { get; private set; }

    /// <summary>The token's bytes: a string's value, a number or keyword as written, a name with <c>#xx</c> decoded.</summary>
    internal ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>The value of an <see cref="TokenKind.Integer"/>.</summary>
    internal long Integer { get; private set; }

    internal PdfName Name => _names.Get(Text);

    internal string TextAsString => Encoding.Latin1.GetString(Text);

    internal bool IsKeyword(TokenKind token, ReadOnlySpan<byte> keyword) => token == TokenKind.Keyword && Text.SequenceEqual(keyword);

    internal TokenKind Next()
    {
        long start = Cursor.Position;
        TokenKind token = ReadToken();
        if (Cursor.Position - start > LongToken)
        {
            // A value is one value however long it is, but reading it again and again must not pass the clock by.
            _meter.TickForBytes(Cursor.Position - start);
        }
        return token;
    }

    private TokenKind ReadToken()
    {
        Cursor.SkipSpace();
        TokenStart = Cursor.Position;
        _length = 0;
        if (_text.Length > LargestTextKept)
        {
            _text = new byte[FirstTextBytes];
        }
        int c = Cursor.Peek();
        if (Characters.IsRegular(c))
        {
            ReadRegular();
            return Classify();
        }
        if (c < 0)
        {
            return TokenKind.End;
        }
        Cursor.Skip();
        switch (c)
        {
            case '/':
                ReadName();
                return TokenKind.Name;
            case '(':
                ReadLiteralString();
                return TokenKind.LiteralString;
            case '[':
                return TokenKind.ArrayOpen;
            case ']':
                return TokenKind.ArrayClose;
            case '<' when Cursor.TryTake((byte)'<'):
                return TokenKind.DictionaryOpen;
            case '<':
                ReadHexString();
                return TokenKind.HexString;
            case '>' when Cursor.TryTake((byte)'>'):
                return TokenKind.DictionaryClose;
            default:
                Append((byte)c);
                return TokenKind.Stray;
        }
    }

    public void Dispose() => Cursor.Dispose();

    private void ReadRegular()
    {
        do
        {
            ReadOnlySpan<byte> run = Cursor.AtHand;
            int length = Characters.RegularRun(run);
            Append(run[..length]);
            Cursor.Advance(length);
        }
        while (Cursor.AtHand.IsEmpty && Cursor.Peek() >= 0);
    }

    /// <summary>A number is a sign, digits and at most one full stop (7.3.3); anything else is a keyword.</summary>
    private TokenKind Classify()
    {
        ReadOnlySpan<byte> text = Text;
        ReadOnlySpan<byte> unsigned = text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        int digits = 0;
        int stops = 0;
        long value = 0;
        foreach (byte b in unsigned)
        {
            if (Characters.IsDigit(b))
            {
                digits++;
                // More digits than it can hold are read again, with care.
                value = unchecked((value * 10) + (b - '0'));
            }
            else if (b != '.' || ++stops > 1)
            {
                return TokenKind.Keyword;
            }
        }
        if (digits == 0)
        {
            return TokenKind.Keyword;
        }
        if (stops == 0 && (digits < SafeDigits || (Utf8Parser.TryParse(unsigned, out value, out int consumed) && consumed == digits)))
        {
            Integer = text[0] == '-' ? -value : value;
            return TokenKind.Integer;
        }
        return TokenKind.Real;
    }

    private void ReadName()
    {
        int c;
        while (Characters.IsRegular(c = Cursor.Peek()))
        {
            Cursor.Skip();
            if (c == '#')
            {
                ReadNameEscape();
            }
            else
            {
                Append((byte)c);
            }
        }
    }

    /// <summary>
    /// <c>#xx</c> (7.3.5), but for <c>#00</c>, which no name may hold; any other number sign stands for itself, as it did in PDF 1.1.
    /// </summary>
    private void ReadNameEscape()
    {
        long afterSign = Cursor.Position;
        int high = Characters.HexValue(Cursor.Next());
        int low = high < 0 ? -1 : Characters.HexValue(Cursor.Next());
        if (low < 0 || (high | low) == 0)
        {
            Cursor.Position = afterSign;
            Append((byte)'#');
            return;
        }
        Append((byte)((high << 4) | low));
    }

    private void ReadHexString()
    {
        int high = -1;
        while (true)
        {
            if (high < 0)
            {
                AppendDigitPairs();
            }
            int c = Cursor.Next();
            int digit = Characters.HexValue(c);
            if (digit >= 0)
            {
                if (high < 0)
                {
                    high = digit;
                }
                else
                {
                    Append((byte)((high << 4) | digit));
                    high = -1;
                }
            }
            else if (c == '>' || (c < 0 && IsTolerant))
            {
                break;
            }
            else if (!Characters.IsWhiteSpace(c) && !IsTolerant)
            {
                throw PdfError.Damaged("a hexadecimal string holds something else", TokenStart);
            }
        }
        if (high >= 0)
        {
            Append((byte)(high << 4));
        }
    }

    /// <summary>Takes a run of digit pairs at once: a signature's value has tens of thousands of them.</summary>
    private void AppendDigitPairs()
    {
        ReadOnlySpan<byte> digits = Cursor.AtHand;
        int run = digits.IndexOfAnyExcept(HexDigits);
        digits = digits[..((run < 0 ? digits.Length : run) & ~1)];
        int bytes = digits.Length / 2;
        if (bytes < ShortestRun || bytes > _meter.Budget.MaxStringBytes - _length)
        {
            return;
        }
        MakeRoom(bytes);
        Convert.FromHexString(digits, _text.AsSpan(_length, bytes), out int consumed, out int written);
        Cursor.Advance(consumed);
        _length += written;
    }

    private void ReadLiteralString()
    {
        int open = 1;
        while (true)
        {
            int c = Cursor.Next();
            switch (c)
            {
                case < 0:
                    throw PdfError.Damaged("a string does not end", TokenStart);
                case '(':
                    open++;
                    break;
                case ')' when --open == 0:
                    return;
                case '\\':
                    ReadStringEscape();
                    continue;
                case '\r':
                    // Any end of line within a string is a line feed (7.3.4.2).
                    Cursor.TryTake((byte)'\n');
                    c = '\n';
                    break;
            }
            Append((byte)c);
        }
    }

    private void ReadStringEscape()
    {
        int c = Cursor.Next();
        switch (c)
        {
            case 'n':
                Append((byte)'\n');
                break;
            case 'r':
                Append((byte)'\r');
                break;
            case 't':
                Append((byte)'\t');
                break;
            case 'b':
                Append((byte)'\b');
                break;
            case 'f':
                Append((byte)'\f');
                break;
            case '\r':
                Cursor.TryTake((byte)'\n');
                break;
            case '\n' or -1:
                break;
            case >= '0' and <= '7':
                int value = c - '0';
                for (int i = 0; i < 2 && Cursor.Peek() is >= '0' and <= '7'; i++)
                {
                    value = (value << 3) + Cursor.Next() - '0';
                }
                Append((byte)value);
                break;
            default:
                Append((byte)c);
                break;
        }
    }

    private void Append(byte b)
    {
        if (_length == _text.Length)
        {
            MakeRoom(1);
        }
        _text[_length++] = b;
    }

    private void Append(ReadOnlySpan<byte> run)
    {
        MakeRoom(run.Length);
        run.CopyTo(_text.AsSpan(_length));
        _length += run.Length;
    }

    private void MakeRoom(int bytes)
    {
        if (_text.Length - _length >= bytes)
        {
            return;
        }
        int limit = _meter.Budget.MaxStringBytes;
        if (bytes > limit - _length)
        {
            throw PdfError.Budget("string", limit);
        }
        Array.Resize(ref _text, (int)Math.Min(Math.Max(2L * _text.Length, _length + bytes), limit));
    }
}
