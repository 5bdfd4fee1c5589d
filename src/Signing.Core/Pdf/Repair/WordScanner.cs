using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.Repair;

/// <summary>
/// Cuts bytes into words: runs of regular characters (ISO 32000-2, 7.2.3). It knows no strings and no comments, so that
/// nothing damaged can hide what comes after it.
/// </summary>
internal sealed class WordScanner(PdfSource source) : IDisposable
{
    private const int LongestKept = 64;
    private const int LongestNumber = 10;

    private readonly byte[] _text = new byte[LongestKept];
    private int _length;

    internal ByteCursor Cursor { get; } = new(source);

    /// <summary>Where the word begins.</summary>
    internal long Start { get; private set; }

    /// <summary>Whether a solidus stands directly before the word.</summary>
    internal bool IsName { get; private set; }

    /// <summary>Whether nothing but white space stands between the word before and this one.</summary>
    internal bool FollowsWord { get; private set; }

    /// <summary>Whether nothing but white space stands between <c>&gt;&gt;</c> and the word.</summary>
    internal bool FollowsDictionary { get; private set; }

    /// <summary>Where the last <c>&lt;&lt;</c> before the word stands; -1 where there was none.</summary>
    internal long DictionaryOpen { get; private set; } = -1;

    /// <summary>The word; of a long one the beginning.</summary>
    internal ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>Goes to the next word; false where there is none.</summary>
    internal bool Next()
    {
        IsName = FollowsDictionary = false;
        FollowsWord = true;
        int last = -1;
        int c;
        while (!Characters.IsRegular(c = Cursor.Peek()))
        {
            if (c < 0)
            {
                return false;
            }
            if (!Characters.IsWhiteSpace(c))
            {
                FollowsWord = false;
                FollowsDictionary = c == '>' && last == '>';
                if (c == '<' && last == '<')
                {
                    DictionaryOpen = Cursor.Position - 1;
                }
            }
            last = c;
            Cursor.Skip();
        }
        IsName = last == '/';
        Start = Cursor.Position;
        _length = 0;
        while (Characters.IsRegular(c = Cursor.Peek()))
        {
            if (_length < LongestKept)
            {
                _text[_length++] = (byte)c;
            }
            Cursor.Skip();
        }
        return true;
    }

    /// <summary>The name with <c>#xx</c> decoded: nothing hides behind another spelling.</summary>
    internal bool IsNamed(ReadOnlySpan<byte> name)
    {
        if (!Text.Contains((byte)'#'))
        {
            return Text.SequenceEqual(name);
        }
        int at = 0;
        foreach (byte expected in name)
        {
            if (at >= _length)
            {
                return false;
            }
            bool isEscape = _text[at] == '#' && at + 2 < _length && Characters.HexValue(_text[at + 1]) >= 0 && Characters.HexValue(_text[at + 2]) >= 0;
            int value = isEscape ? (Characters.HexValue(_text[at + 1]) << 4) | Characters.HexValue(_text[at + 2]) : _text[at];
            if (value != expected)
            {
                return false;
            }
            at += isEscape ? 3 : 1;
        }
        return at == _length;
    }

    /// <summary>Whether the word from <paramref name="from"/> on is a number such as objects have.</summary>
    internal bool TryParseNumber(int from, out long number) => TryParse(Text[from..], out number);

    public void Dispose() => Cursor.Dispose();

    private static bool TryParse(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.IsEmpty || text.Length > LongestNumber)
        {
            return false;
        }
        foreach (byte b in text)
        {
            if (!Characters.IsDigit(b))
            {
                return false;
            }
            number = (number * 10) + (b - '0');
        }
        return true;
    }
}
