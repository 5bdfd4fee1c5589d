using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Signing.Core.Pdf.Filters;

/// <summary>FlateDecode (ISO 32000-2, 7.4.4).</summary>
internal static class FlateFilter
{
    private const int BlockBytes = 4 << 10;

    internal static void Decode(ReadOnlyMemory<byte> input, DecodeBuffer output)
    {
        MemoryMarshal.TryGetArray(input, out ArraySegment<byte> segment);
        using var compressed = new MemoryStream(segment.Array ?? [], segment.Offset, segment.Count, writable: false);
        using var inflate = new ZLibStream(compressed, CompressionMode.Decompress);
        try
        {
            int read;
            while ((read = inflate.Read(output.GetSpan(BlockBytes))) > 0)
            {
                output.Advance(read);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw output.Damaged("a stream is not properly compressed");
        }
    }
}
