using System.Text;
using Signing.Core.Pdf.Filters;
using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

public sealed class FilterTests
{
    [Theory]
    [InlineData("ASCIIHexDecode", "48 65 6C\n6C 6F>ignored", "48656C6C6F")]
    [InlineData("ASCIIHexDecode", "4>", "40")]
    [InlineData("ASCII85Decode", "9jqo^BlbD-BleB1DJ+*+F(f,q~>", "4D616E2069732064697374696E67756973686564")]
    [InlineData("ASCII85Decode", "z!!~>", "0000000000")]
    [InlineData("ASCII85Decode", "s8W-!", "FFFFFFFF")]
    public void Decode_Ascii_IsTheBytes(string filter, string encoded, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Decode($"/Filter /{filter}", Encoding.ASCII.GetBytes(encoded))));

    [Theory]
    [InlineData("RunLengthDecode", "02414243FE58808080", "414243585858")]
    [InlineData("RunLengthDecode", "0541", "41")]
    // The example of ISO 32000-2, 7.4.4.2.
    [InlineData("LZWDecode", "800B6050220C0C8501", "2D2D2D2D2D412D2D2D42")]
    public void Decode_Binary_IsTheBytes(string filter, string encoded, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Decode($"/Filter /{filter}", Convert.FromHexString(encoded))));

    [Theory]
    [InlineData("ASCIIHexDecode", "4x>")]
    [InlineData("ASCII85Decode", "v~>")]
    [InlineData("ASCII85Decode", "s8W-\"~>")]
    [InlineData("LZWDecode", "\u00FF\u00FF\u00FF")]
    [InlineData("FlateDecode", "not deflated at all")]
    [InlineData("DCTDecode", "")]
    [InlineData("NoSuchFilter", "")]
    public void Decode_Malformed_IsDamaged(string filter, string encoded) =>
        Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => Decode($"/Filter /{filter}", Encoding.Latin1.GetBytes(encoded))).Code);

    [Fact]
    public void Decode_Chain_IsUndoneInOrder()
    {
        string hex = Convert.ToHexString(TestPdfWriter.Deflate("text"u8.ToArray())) + ">";

        Assert.Equal("text"u8.ToArray(), Decode("/Filter [/ASCIIHexDecode /FlateDecode] /DecodeParms [null << /Predictor 1 >>]", Encoding.ASCII.GetBytes(hex)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decode_LzwOfManyCodes_WidensAtTheRightPlace(bool changesEarly)
    {
        // Every byte as itself, in rising widths: what counts is where the widths change.
        byte[] data = [.. Enumerable.Range(0, 5000).Select(static i => (byte)(i * 7))];

        byte[] decoded = Decode($"/Filter /LZWDecode /DecodeParms << /EarlyChange {(changesEarly ? 1 : 0)} >>", EncodeLzw(data, changesEarly));

        Assert.Equal(data, decoded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Decode_PngPredictors_AreUndoneRowByRow(int colors)
    {
        const int Columns = 5;
        int rowBytes = Columns * colors;
        byte[] rows = [.. Enumerable.Range(0, rowBytes * 10).Select(static i => (byte)(i * i * 31))];

        byte[] decoded = Decode(
            $"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors {colors} /Columns {Columns} >>",
            TestPdfWriter.Deflate(EncodePng(rows, rowBytes, colors)));

        Assert.Equal(rows, decoded);
    }

    [Theory]
    [InlineData(1, "0A0B0C0A0B0C", "0A15210A1521")]
    [InlineData(3, "010203040506070000010101010101070000", "010203050709" + "0C0709" + "010101020202" + "090202")]
    public void Decode_TiffPredictor_AddsComponentsWithinARow(int colors, string encoded, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Decode(
            $"/Filter /FlateDecode /DecodeParms << /Predictor 2 /Colors {colors} /Columns 3 >>", TestPdfWriter.Deflate(Convert.FromHexString(encoded)))));

    [Theory]
    [InlineData(1, 0b1010_0000, 0b1100_0000)]
    [InlineData(4, 0x12, 0x13)]
    public void Decode_TiffPredictorOfFewBits_AddsWithinThem(int bits, byte encoded, byte expected) =>
        Assert.Equal([expected], Decode($"/Filter /FlateDecode /DecodeParms << /Predictor 2 /BitsPerComponent {bits} /Columns 2 >>", TestPdfWriter.Deflate([encoded])));

    [Fact]
    public void Decode_TiffPredictorOf16Bits_CarriesBetweenBytes() =>
        Assert.Equal(
            Convert.FromHexString("00FF0100"),
            Decode("/Filter /FlateDecode /DecodeParms << /Predictor 2 /BitsPerComponent 16 /Columns 2 >>", TestPdfWriter.Deflate(Convert.FromHexString("00FF0001"))));

    [Theory]
    [InlineData("/Predictor 9")]
    [InlineData("/Predictor 12 /Columns 0")]
    [InlineData("/Predictor 12 /Columns 9223372036854775807")]
    [InlineData("/Predictor 12 /Colors -1")]
    [InlineData("/Predictor 2 /BitsPerComponent 3")]
    public void Decode_ImpossiblePredictor_IsDamaged(string parameters)
    {
        SigningException error = Assert.Throws<SigningException>(
            () => Decode($"/Filter /FlateDecode /DecodeParms << {parameters} >>", TestPdfWriter.Deflate([1, 2, 3])));

        Assert.Equal(ErrorCodes.PdfDamaged, error.Code);
    }

    [Fact]
    public void Decode_Bomb_EndsInTheBudgetOfAStream()
    {
        byte[] bomb = TestPdfWriter.Deflate(TestPdfWriter.Deflate(new byte[50_000_000]));

        SigningException error = Assert.Throws<SigningException>(
            () => Decode("/Filter [/FlateDecode /FlateDecode]", bomb, new PdfBudget { MaxStreamBytes = 1 << 20 }));

        Assert.Equal((ErrorCodes.PdfBudget, "stream"), (error.Code, error.Facts["budget"]));
    }

    [Fact]
    public void Decode_ManyStreams_EndInTheBudgetOfAll()
    {
        var budget = new PdfBudget { MaxInflatedBytes = 1 << 20 };
        var meter = new BudgetMeter(budget, TimeProvider.System);
        byte[] encoded = TestPdfWriter.Deflate(new byte[300_000]);

        SigningException error = Assert.Throws<SigningException>(() =>
        {
            for (int i = 0; i < 4; i++)
            {
                Decode("/Filter /FlateDecode", encoded, meter);
            }
        });

        Assert.Equal((ErrorCodes.PdfBudget, "inflated"), (error.Code, error.Facts["budget"]));
    }

    [Fact]
    public void Decode_HundredFilters_EndInTheBudget() =>
        Assert.Equal(
            ErrorCodes.PdfBudget,
            Assert.Throws<SigningException>(() => Decode($"/Filter [{string.Concat(Enumerable.Repeat("/FlateDecode ", 100))}]", [])).Code);

    private static byte[] Decode(string entries, byte[] data, PdfBudget? budget = null) =>
        Decode(entries, data, new BudgetMeter(budget ?? new PdfBudget(), TimeProvider.System));

    private static byte[] Decode(string entries, byte[] data, BudgetMeter meter)
    {
        using var parser = new Core.Pdf.Syntax.ObjectParser(
            PdfSource.FromMemory(Encoding.ASCII.GetBytes($"<< {entries} >>")), meter, new Core.Pdf.Syntax.NameTable());
        return StreamDecoder.Decode(new PdfStream((PdfDictionary)parser.ReadValueAt(0), data), null, meter);
    }

    /// <summary>Codes for single bytes only, with the table's growth counted as a decoder counts it.</summary>
    private static byte[] EncodeLzw(byte[] data, bool changesEarly)
    {
        var output = new List<byte>();
        int bits = 0;
        int held = 0;
        int width = 9;
        int next = 258;

        void Put(int code)
        {
            bits = (bits << width) | code;
            held += width;
            while (held >= 8)
            {
                output.Add((byte)(bits >> (held - 8)));
                held -= 8;
                bits &= (1 << held) - 1;
            }
        }

        Put(256);
        for (int i = 0; i < data.Length; i++)
        {
            Put(data[i]);
            if (i > 0 && next < 4096)
            {
                next++;
            }
            if (next + (changesEarly ? 1 : 0) >= 1 << width && width < 12)
            {
                width++;
            }
        }
        Put(257);
        output.Add((byte)(bits << (8 - held)));
        return [.. output];
    }

    /// <summary>Row n uses PNG filter type n mod 5.</summary>
    private static byte[] EncodePng(byte[] rows, int rowBytes, int pixelBytes)
    {
        var output = new List<byte>();
        for (int row = 0; row < rows.Length / rowBytes; row++)
        {
            output.Add((byte)(row % 5));
            for (int i = 0; i < rowBytes; i++)
            {
                int at = (row * rowBytes) + i;
                int left = i < pixelBytes ? 0 : rows[at - pixelBytes];
                int above = row == 0 ? 0 : rows[at - rowBytes];
                int aboveLeft = i < pixelBytes || row == 0 ? 0 : rows[at - rowBytes - pixelBytes];
                int estimate = left + above - aboveLeft;
                int nearest = new[] { left, above, aboveLeft }.MinBy(v => Math.Abs(estimate - v));
                output.Add((byte)(rows[at] - (row % 5) switch { 1 => left, 2 => above, 3 => (left + above) / 2, 4 => nearest, _ => 0 }));
            }
        }
        return [.. output];
    }
}
