using System.IO.Compression;

namespace Signing.Fuzz.Seeds;

/// <summary>Streams of every filter: the entries of the dictionary, and the data.</summary>
internal static class FilterSeeds
{
    private static readonly byte[] Text = [.. Enumerable.Range(0, 300).Select(static i => (byte)("to be or not to be, "u8[i % 20]))];

    internal static IReadOnlyList<(string Entries, byte[] Data)> All { get; } = Make();

    internal static byte[] Deflate(byte[] data)
    {
        using var target = new MemoryStream();
        using (var deflate = new ZLibStream(target, CompressionLevel.SmallestSize))
        {
            deflate.Write(data);
        }
        return target.ToArray();
    }

    private static List<(string, byte[])> Make()
    {
        byte[] lzw = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        byte[] rows = [.. Enumerable.Range(0, 80).Select(static i => (byte)(i % 8 == 0 ? i / 8 % 5 : i * 7))];
        var seeds = new List<(string, byte[])>
        {
            ("", Text),
            ("/Filter /FlateDecode", Deflate(Text)),
            ("/Filter [/ASCIIHexDecode /FlateDecode]", PdfSeeds.Latin1(Convert.ToHexString(Deflate(Text)) + ">")),
            ("/Filter /LZWDecode", lzw),
            ("/Filter /LZWDecode /DecodeParms << /EarlyChange 0 /Predictor 2 /Columns 3 >>", lzw),
            ("/Filter /ASCII85Decode", "9jqo^BlbD-BleB1DJ+*+F(f,q/0JhKF<GL>Cj@.4Gp$d7F!,L7@<6@)zz/0~>"u8.ToArray()),
            ("/Filter /RunLengthDecode", [5, 1, 2, 3, 4, 5, 6, 200, 7, 129, 8, 128]),
            ("/Filter [/FlateDecode /FlateDecode /FlateDecode]", Deflate(Deflate(Deflate(new byte[100_000])))),
            ("/Filter [/RunLengthDecode /LZWDecode]", [8, .. lzw, 128]),
            ("/Filter /Crypt", Text),
        };
        foreach (int predictor in (int[])[2, 10, 12, 15])
        {
            foreach (string shape in (string[])["/Columns 7", "/Columns 3 /Colors 3 /BitsPerComponent 4", "/Columns 2 /Colors 2 /BitsPerComponent 16", "/Columns 50 /BitsPerComponent 1"])
            {
                seeds.Add(($"/Filter /FlateDecode /DecodeParms << /Predictor {predictor} {shape} >>", Deflate(rows)));
            }
        }
        return seeds;
    }
}
