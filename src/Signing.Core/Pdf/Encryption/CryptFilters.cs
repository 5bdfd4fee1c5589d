namespace Signing.Core.Pdf.Encryption;

/// <summary>What is encrypted, and how (ISO 32000-2, 7.6.6).</summary>
internal sealed class CryptFilters
{
    private const int FirstVersionWithFilters = 4;
    private const string Identity = "Identity";

    private readonly PdfView _view;
    private readonly PdfDictionary _encryption;
    private readonly int _version;
    private readonly bool _encryptsMetadata;

    internal CryptFilters(PdfView view, PdfDictionary encryption, int version, bool encryptsMetadata)
    {
        _view = view;
        _encryption = encryption;
        _version = version;
        _encryptsMetadata = encryptsMetadata;
        Streams = Default("StmF");
        Strings = Default("StrF");
    }

    /// <summary>How streams are encrypted that don't say otherwise; null where they are plain.</summary>
    internal CryptMethod? Streams { get; }

    /// <summary>How strings are encrypted; null where they are plain.</summary>
    internal CryptMethod? Strings { get; }

    /// <summary>How a stream is encrypted; null where it is plain.</summary>
    internal CryptMethod? MethodOf(PdfDictionary stream)
    {
        if (_version < FirstVersionWithFilters)
        {
            return Streams;
        }
        if (OwnFilter(stream) is { } own)
        {
            return Find(own, stream);
        }
        return (_view.Resolve(stream["Type"]) as PdfName)?.Value switch
        {
            "Metadata" when !_encryptsMetadata => null,
            "EmbeddedFile" when Name(_encryption["EFF"]) is { } files => Find(files, stream),
            _ => Streams,
        };
    }

    private CryptMethod? Default(string key) =>
        _version < FirstVersionWithFilters ? CryptMethod.Rc4 : Find(Name(_encryption[key]) ?? Identity, stream: null);

    /// <summary>The filter in a stream's own <c>/Crypt</c> (7.4.10); null where it has none.</summary>
    private string? OwnFilter(PdfDictionary stream)
    {
        PdfObject filters = _view.Resolve(stream["Filter"]);
        PdfObject parameters = _view.Resolve(stream["DecodeParms"]);
        if (filters is not PdfArray names)
        {
            return Name(filters) == "Crypt" ? FilterName(parameters) : null;
        }
        for (int i = 0; i < names.Count; i++)
        {
            if (Name(names[i]) == "Crypt")
            {
                return FilterName(parameters is PdfArray all ? all.ElementAtOrDefault(i) : parameters);
            }
        }
        return null;
    }

    private string FilterName(PdfObject? parameters) =>
        _view.Resolve(parameters) is PdfDictionary dictionary && Name(dictionary["Name"]) is { } name ? name : Identity;

    /// <summary>The method of a filter: without it a document cannot be opened, and a stream of its own filter not be read.</summary>
    private CryptMethod? Find(string name, PdfDictionary? stream)
    {
        if (_view.Resolve(_encryption["CF"]) is not PdfDictionary filters || _view.Resolve(filters[name]) is not PdfDictionary filter)
        {
            return name == Identity ? null : throw Unknown();
        }
        return Name(filter["CFM"]) switch
        {
            null or "None" => null,
            "V2" => CryptMethod.Rc4,
            "AESV2" or "AESV3" => CryptMethod.AesCbc,
            "AESV4" when _version > FirstVersionWithFilters => CryptMethod.AesGcm,
            _ => throw Unknown(),
        };

        SigningException Unknown() => stream is null
            ? PdfError.Encrypted($"its crypt filter {name} is not defined, or of a method that is unknown")
            : PdfError.Damaged($"a stream's crypt filter {name} is not defined, or of a method that is unknown", stream.Offset);
    }

    private string? Name(PdfObject? value) => (_view.Resolve(value) as PdfName)?.Value;
}
