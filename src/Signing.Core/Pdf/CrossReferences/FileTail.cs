using System.Buffers;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.CrossReferences;

/// <summary>The end of the file: the last <c>startxref</c> and what stands after it (ISO 32000-2, 7.5.5).</summary>
/// <param name="StartXref">The number after <c>startxref</c>, as written.</param>
/// <param name="EndOffset">Where the byte after <c>%%EOF</c> and its line ending stands.</param>
internal readonly record struct FileTail(long StartXref, long EndOffset)
{
    // Readers look in the last 1024 bytes (ISO 32000-1, Annex H, 3.4.4); a little more finds markers that only begin before.
    private const int SearchedBytes = 1024 + 64;
    private const int BlockBytes = 64 << 10;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create("\0\t\n\f\r "u8);

    internal static FileTail Read(PdfSource source, Lexer lexer)
    {
        long end = EndOfContent(source);
        int length = (int)Math.Min(SearchedBytes, end);
        Span<byte> block = stackalloc byte[SearchedBytes];
        block = block[..length];
        source.ReadExactly(end - length, block);
        int at = block.Length;
        while ((at = block[..at].LastIndexOf("startxref"u8)) >= 0)
        {
            lexer.Cursor.Position = end - length + at;
            if (TryReadClosing(lexer, out SectionClosing closing))
            {
                return new FileTail(closing.StartXref, closing.EndOffset);
            }
        }
        throw PdfError.Damaged("no startxref stands at the end of the file", end);
    }

    /// <summary>Reads <c>startxref</c>, its number and the end-of-file marker, if they come next.</summary>
    internal static bool TryReadClosing(Lexer lexer, out SectionClosing closing)
    {
        closing = default;
        ByteCursor cursor = lexer.Cursor;
        cursor.SkipSpace();
        if (cursor.Peek() != 's' || !lexer.IsKeyword(lexer.Next(), "startxref"u8))
        {
            return false;
        }
        cursor.SkipSpace();
        if (!Characters.IsDigit(cursor.Peek()) || lexer.Next() != TokenKind.Integer)
        {
            return false;
        }
        long number = lexer.Integer;
        long afterNumber = cursor.Position;
        cursor.SkipWhiteSpace();
        Span<byte> marker = stackalloc byte[5];
        if (cursor.Read(marker) != marker.Length || !marker.SequenceEqual("%%EOF"u8))
        {
            // Without a marker the closing ends with its number.
            cursor.Position = afterNumber;
        }
        if (cursor.TryTake((byte)'\r'))
        {
            cursor.TryTake((byte)'\n');
        }
        else
        {
            cursor.TryTake((byte)'\n');
        }
        closing = new SectionClosing(number, cursor.Position);
        return true;
    }

    /// <summary>Whether anything but NUL and white space stands from <paramref name="offset"/> to the end.</summary>
    internal static bool HasContentAfter(PdfSource source, long offset) => EndOfContent(source) > offset;

    /// <summary>Whether a signature seems to stand between <paramref name="offset"/>, where the tail ends, and the end.</summary>
    internal static bool HasSignatureAfter(PdfSource source, long offset)
    {
        Span<byte> tail = stackalloc byte[SearchedBytes];
        return tail[..source.Read(offset, tail)].IndexOf("ByteRange"u8) >= 0;
    }

    private static long EndOfContent(PdfSource source)
    {
        // The tail is nearly always a byte or two of line ending: look at those first.
        Span<byte> last = stackalloc byte[32];
        long end = source.Length;
        if (TrimEnd(source, ref end, last))
        {
            return end;
        }
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            while (!TrimEnd(source, ref end, block))
            {
            }
            return end;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Moves the end before NUL and white space in the last block; true when something else is met or nothing is left.</summary>
    private static bool TrimEnd(PdfSource source, ref long end, Span<byte> block)
    {
        block = block[..(int)Math.Min(block.Length, end)];
        long start = end - block.Length;
        source.ReadExactly(start, block);
        int last = block.LastIndexOfAnyExcept(WhiteSpace);
        end = start + last + 1;
        return last >= 0 || end == 0;
    }
}
