using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.Filters;

/// <summary>Undoes a predictor (ISO 32000-2, 7.4.4.4): TIFF's, or PNG's, which each row names anew.</summary>
internal sealed class Predictor
{
    private const int Tiff = 2;
    private const int FirstPng = 10;
    private const int LastPng = 15;
    private const int MostColors = 1024;
    private const int LongestRow = 64 << 20;

    private readonly int _kind;
    private readonly int _colors;
    private readonly int _bits;
    private readonly int _rowBytes;
    private readonly int _pixelBytes;

    private Predictor(int kind, int colors, int bits, int rowBytes)
    {
        _kind = kind;
        _colors = colors;
        _bits = bits;
        _rowBytes = rowBytes;
        _pixelBytes = Math.Max(1, colors * bits / 8);
    }

    /// <summary>The predictor that the parameters name; null for none.</summary>
    internal static Predictor? Read(PdfDictionary? parameters, IReferenceResolver? resolver, DecodeBuffer output)
    {
        long kind = Parameter(parameters, "Predictor", 1, resolver);
        if (kind < Tiff)
        {
            return null;
        }
        long colors = Parameter(parameters, "Colors", 1, resolver);
        long bits = Parameter(parameters, "BitsPerComponent", 8, resolver);
        long columns = Parameter(parameters, "Columns", 1, resolver);
        bool isKnown = kind is Tiff or (>= FirstPng and <= LastPng)
            && colors is >= 1 and <= MostColors && bits is 1 or 2 or 4 or 8 or 16 && columns is >= 1 and <= LongestRow;
        long rowBytes = isKnown ? ((colors * bits * columns) + 7) / 8 : 0;
        return isKnown && rowBytes <= LongestRow
            ? new Predictor((int)kind, (int)colors, (int)bits, (int)rowBytes)
            : throw output.Damaged("a stream names a predictor that cannot be");
    }

    /// <summary>Gives back <paramref name="output"/>, filled; disposes of it when it fails.</summary>
    internal DecodeBuffer Apply(DecodeBuffer input, DecodeBuffer output)
    {
        try
        {
            if (_kind == Tiff)
            {
                UndoTiff(input.Written, output);
            }
            else
            {
                UndoPng(input.Written, output);
            }
            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    private static long Parameter(PdfDictionary? parameters, string key, long fallback, IReferenceResolver? resolver)
    {
        PdfObject? value = parameters?[key];
        value = resolver?.Resolve(value) ?? value;
        return value is PdfInteger integer ? integer.Value : fallback;
    }

    private void UndoPng(ReadOnlySpan<byte> input, DecodeBuffer output)
    {
        Span<byte> previous = new byte[Math.Min(_rowBytes, input.Length)];
        while (input.Length > 1)
        {
            int length = Math.Min(_rowBytes, input.Length - 1);
            Span<byte> row = output.GetSpan(length)[..length];
            input.Slice(1, length).CopyTo(row);
            UndoPngRow(input[0], row, previous);
            row.CopyTo(previous);
            output.Advance(length);
            input = input[(length + 1)..];
        }
    }

    /// <summary>The PNG specification's filter types (ISO/IEC 15948, 9.2).</summary>
    private void UndoPngRow(byte type, Span<byte> row, ReadOnlySpan<byte> above)
    {
        if (type == 0)
        {
            return;
        }
        if (type == 2)
        {
            for (int i = 0; i < row.Length; i++)
            {
                row[i] += above[i];
            }
            return;
        }
        for (int i = 0; i < row.Length; i++)
        {
            int left = i >= _pixelBytes ? row[i - _pixelBytes] : 0;
            int aboveLeft = i >= _pixelBytes ? above[i - _pixelBytes] : 0;
            row[i] += type switch
            {
                1 => (byte)left,
                3 => (byte)((left + above[i]) / 2),
                4 => Paeth(left, above[i], aboveLeft),
                _ => 0,
            };
        }
    }

    private static byte Paeth(int left, int above, int aboveLeft)
    {
        int estimate = left + above - aboveLeft;
        int toLeft = Math.Abs(estimate - left);
        int toAbove = Math.Abs(estimate - above);
        int toAboveLeft = Math.Abs(estimate - aboveLeft);
        return (byte)(toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft);
    }

    /// <summary>Each component is the difference to the one of the pixel before (TIFF 6.0, section 14).</summary>
    private void UndoTiff(ReadOnlySpan<byte> input, DecodeBuffer output)
    {
        Span<int> pixel = new int[_colors];
        while (!input.IsEmpty)
        {
            int length = Math.Min(_rowBytes, input.Length);
            Span<byte> row = output.GetSpan(length)[..length];
            row.Clear();
            pixel.Clear();
            int components = length * 8 / _bits;
            for (int i = 0; i < components; i++)
            {
                ref int value = ref pixel[i % _colors];
                value = (value + Component(input, i)) & ((1 << _bits) - 1);
                SetComponent(row, i, value);
            }
            output.Advance(length);
            input = input[length..];
        }
    }

    private int Component(ReadOnlySpan<byte> row, int index)
    {
        if (_bits == 16)
        {
            return (row[2 * index] << 8) | row[(2 * index) + 1];
        }
        int bit = index * _bits;
        return (row[bit / 8] >> (8 - _bits - (bit % 8))) & ((1 << _bits) - 1);
    }

    private void SetComponent(Span<byte> row, int index, int value)
    {
        if (_bits == 16)
        {
            row[2 * index] = (byte)(value >> 8);
            row[(2 * index) + 1] = (byte)value;
            return;
        }
        int bit = index * _bits;
        row[bit / 8] |= (byte)(value << (8 - _bits - (bit % 8)));
    }
}
