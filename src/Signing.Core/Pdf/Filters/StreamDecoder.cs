using System.Buffers;
using Signing.Core.Pdf.Encryption;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.Filters;

/// <summary>Undoes a stream's filters, one after the other (ISO 32000-2, 7.4).</summary>
internal static class StreamDecoder
{
    private const int MostFilters = 16;

    internal static byte[] Decode(PdfStream stream, IReferenceResolver? resolver, BudgetMeter meter, PdfSecurity? security = null) =>
        Decode(stream, resolver, meter, security, static bytes => bytes.ToArray());

    /// <summary>Decodes into memory that is lent for as long as work on it lasts.</summary>
    internal static T Decode<T>(PdfStream stream, IReferenceResolver? resolver, BudgetMeter meter, PdfSecurity? security, Func<ReadOnlyMemory<byte>, T> work)
    {
        int limit = meter.Budget.MaxStreamBytes;
        if (stream.Length > limit)
        {
            throw PdfError.Budget("stream", limit);
        }
        List<(string Filter, PdfDictionary? Parameters)> filters = ReadFilters(stream, resolver);
        int length = (int)stream.Length;
        // What no filter makes larger is given out all the same.
        meter.CountInflated(filters.Count == 0 ? length : 0);
        meter.TickForBytes(length);
        byte[] raw = ArrayPool<byte>.Shared.Rent(length);
        DecodeBuffer? current = null;
        try
        {
            stream.ReadRaw(raw.AsSpan(0, length));
            length = security?.Decrypt(stream, raw.AsSpan(0, length)) ?? length;
            foreach ((string filter, PdfDictionary? parameters) in filters)
            {
                ReadOnlyMemory<byte> input = current?.WrittenMemory ?? raw.AsMemory(0, length);
                var output = new DecodeBuffer(meter, stream.Offset);
                try
                {
                    Apply(filter, parameters, input, output);
                }
                catch
                {
                    output.Dispose();
                    throw;
                }
                current?.Dispose();
                current = output;
                if (IsPredictable(filter) && Predictor.Read(parameters, resolver, output) is Predictor predictor)
                {
                    current = predictor.Apply(output, new DecodeBuffer(meter, stream.Offset));
                    output.Dispose();
                }
                current.Charge();
            }
            return work(current?.WrittenMemory ?? raw.AsMemory(0, length));
        }
        finally
        {
            current?.Dispose();
            ArrayPool<byte>.Shared.Return(raw);
        }
    }

    private static List<(string Filter, PdfDictionary? Parameters)> ReadFilters(PdfStream stream, IReferenceResolver? resolver)
    {
        PdfObject filters = Follow(stream.Dictionary["Filter"], resolver);
        PdfObject parameters = Follow(stream.Dictionary["DecodeParms"], resolver);
        if (filters is not PdfArray names)
        {
            names = filters is PdfNull ? new PdfArray() : new PdfArray(filters);
            parameters = new PdfArray(parameters);
        }
        if (names.Count > MostFilters)
        {
            throw PdfError.Budget("filters", MostFilters);
        }
        var read = new List<(string, PdfDictionary?)>(names.Count);
        for (int i = 0; i < names.Count; i++)
        {
            string name = Follow(names[i], resolver) is PdfName found
                ? found.Value
                : throw PdfError.Damaged("a stream's filter is no name", stream.Offset);
            PdfObject values = parameters is PdfArray all && i < all.Count ? all[i] : parameters;
            read.Add((name, Follow(values, resolver) as PdfDictionary));
        }
        return read;
    }

    private static PdfObject Follow(PdfObject? value, IReferenceResolver? resolver) => resolver?.Resolve(value) ?? value ?? PdfNull.Instance;

    private static bool IsPredictable(string filter) => filter is "FlateDecode" or "Fl" or "LZWDecode" or "LZW";

    private static void Apply(string filter, PdfDictionary? parameters, ReadOnlyMemory<byte> input, DecodeBuffer output)
    {
        // The short names are for inline images (Table 92), but streams have them too.
        switch (filter)
        {
            case "FlateDecode" or "Fl":
                FlateFilter.Decode(input, output);
                break;
            case "LZWDecode" or "LZW":
                LzwFilter.Decode(input.Span, output, changesEarly: parameters?["EarlyChange"] is not PdfInteger { Value: 0 });
                break;
            case "ASCIIHexDecode" or "AHx":
                AsciiHexFilter.Decode(input.Span, output);
                break;
            case "ASCII85Decode" or "A85":
                Ascii85Filter.Decode(input.Span, output);
                break;
            case "RunLengthDecode" or "RL":
                RunLengthFilter.Decode(input.Span, output);
                break;
            case "Crypt":
                output.Append(input.Span);
                break;
            default:
                throw output.Damaged($"the filter {filter} does not give plain bytes");
        }
    }
}
