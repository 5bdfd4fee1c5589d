using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Signing.Core.Pki.Revocation;

/// <summary>
/// The entries of a CRL as pages of a file, sorted by key, and their table: for each page the key of its first entry, its place, its
/// length and its SHA-256.
/// </summary>
internal static class CrlPages
{
    /// <summary>The length of one row of the table.</summary>
    internal const int RowLength = 8 + 8 + 4 + SHA256.HashSizeInBytes;

    private const int PageLength = 8 * 1024;

    internal static byte[] Table(CrlIndex index)
    {
        var table = new MemoryStream();
        long offset = 0;
        Span<byte> row = stackalloc byte[RowLength];
        foreach ((ulong key, byte[] page) in Pages(index))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(row, key);
            BinaryPrimitives.WriteInt64LittleEndian(row[8..], offset);
            BinaryPrimitives.WriteInt32LittleEndian(row[16..], page.Length);
            SHA256.HashData(page, row[20..]);
            table.Write(row);
            offset += page.Length;
        }
        return table.ToArray();
    }

    internal static void Write(Stream stream, CrlIndex index)
    {
        foreach ((_, byte[] page) in Pages(index))
        {
            stream.Write(page);
        }
    }

    internal static ulong KeyAt(ReadOnlySpan<byte> table, int row) => BinaryPrimitives.ReadUInt64LittleEndian(table[(row * RowLength)..]);

    internal static (long Offset, int Length) PlaceAt(ReadOnlySpan<byte> table, int row) =>
        (BinaryPrimitives.ReadInt64LittleEndian(table[(row * RowLength + 8)..]), BinaryPrimitives.ReadInt32LittleEndian(table[(row * RowLength + 16)..]));

    internal static ReadOnlySpan<byte> HashAt(ReadOnlySpan<byte> table, int row) => table.Slice(row * RowLength + 20, SHA256.HashSizeInBytes);

    private static IEnumerable<(ulong Key, byte[] Page)> Pages(CrlIndex index)
    {
        var page = new MemoryStream(PageLength);
        ulong first = 0;
        foreach ((ulong key, ReadOnlyMemory<byte> entry) in index.Sorted())
        {
            if (page.Length > 0 && page.Length + entry.Length > PageLength)
            {
                yield return (first, page.ToArray());
                page.SetLength(0);
            }
            if (page.Length == 0)
            {
                first = key;
            }
            page.Write(entry.Span);
        }
        if (page.Length > 0)
        {
            yield return (first, page.ToArray());
        }
    }
}
