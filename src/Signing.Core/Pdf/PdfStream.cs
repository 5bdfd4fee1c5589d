namespace Signing.Core.Pdf;

/// <summary>
/// A stream (ISO 32000-2, 7.3.8): a dictionary and bytes, which stay in the file until they are asked for.
/// <see cref="PdfView.Decode"/> gives them decoded.
/// </summary>
internal sealed class PdfStream : PdfPlacedObject
{
    private readonly PdfSource _source;

    /// <summary>A new stream over encoded bytes; its <c>/Length</c> is written from them.</summary>
    public PdfStream(PdfDictionary dictionary, ReadOnlyMemory<byte> raw)
    {
        Dictionary = dictionary;
        _source = PdfSource.FromMemory(raw);
        DataOffset = -1;
        Length = raw.Length;
    }

    internal PdfStream(PdfDictionary dictionary, PdfSource source, long dataOffset, long length)
    {
        Dictionary = dictionary;
        _source = source;
        DataOffset = dataOffset;
        Length = length;
    }

    public PdfDictionary Dictionary { get; }

    /// <summary>Where the encoded bytes begin in the file; -1 for a stream made here.</summary>
    public long DataOffset { get; }

    /// <summary>How many encoded bytes there are.</summary>
    public long Length { get; }

    /// <summary>The reference that gave the length, where the length is indirect.</summary>
    internal PdfReference? LengthReference => Dictionary["Length"] as PdfReference;

    /// <summary>The object whose key its data may be encrypted with; null where the data is plain in any case.</summary>
    internal PdfReference? EncryptedAs { get; set; }

    /// <summary>The encoded bytes, as a stream that reads from the file; encrypted where the file has them so.</summary>
    public Stream OpenRaw() => _source.OpenRead(Math.Max(DataOffset, 0), Length);

    /// <summary>Fills <paramref name="destination"/>, which must be <see cref="Length"/> long, with the encoded bytes, encrypted where the file has them so.</summary>
    public void ReadRaw(Span<byte> destination) => _source.ReadExactly(Math.Max(DataOffset, 0), destination);
}
