using System.Buffers;
using System.Text;

namespace Signing.Core.Pdf.CrossReferences;

/// <summary>The file header (ISO 32000-2, 7.5.2).</summary>
/// <param name="Offset">Where <c>%PDF-</c> stands. All offsets in the file count from there; it is rarely not 0.</param>
/// <param name="Version">The version that it names.</param>
internal readonly record struct FileHeader(long Offset, string Version)
{
    private const int SearchedBytes = 1024;
    private const int LongestVersion = 8;
    private static readonly SearchValues<byte> VersionCharacters = SearchValues.Create("0123456789."u8);

    /// <returns>Whether there is one; otherwise offsets count from the start of the file, and no version is known.</returns>
    internal static bool TryRead(PdfSource source, out FileHeader header)
    {
        Span<byte> head = stackalloc byte[SearchedBytes + LongestVersion];
        head = head[..source.Read(0, head)];
        ReadOnlySpan<byte> mark = "%PDF-"u8;
        FileHeader? found = null;
        int at = -1;
        int next;
        while ((next = head[(at + 1)..].IndexOf(mark)) >= 0 && (at += next + 1) < SearchedBytes)
        {
            ReadOnlySpan<byte> version = ReadVersion(head[(at + mark.Length)..]);
            if (version.Contains((byte)'.'))
            {
                header = new FileHeader(at, Encoding.ASCII.GetString(version));
                return true;
            }
            // A mark without a version counts only where there is no better one.
            found ??= new FileHeader(at, Encoding.ASCII.GetString(version));
        }
        header = found ?? new FileHeader(0, "");
        return found is not null;
    }

    private static ReadOnlySpan<byte> ReadVersion(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.IndexOfAnyExcept(VersionCharacters);
        return bytes[..Math.Min(length < 0 ? bytes.Length : length, LongestVersion)];
    }
}
