namespace Signing.Core.Pdf;

/// <summary>A field of the interactive form (ISO 32000-2, 12.7.4).</summary>
internal sealed class PdfField
{
    private readonly PdfView _view;

    internal PdfField(PdfView view, PdfField? parent, string fullName, PdfReference? reference, PdfDictionary dictionary)
    {
        _view = view;
        Parent = parent;
        FullName = fullName;
        Reference = reference;
        Dictionary = dictionary;
    }

    /// <summary>The partial names from the top to here, joined by full stops (12.7.4.2).</summary>
    public string FullName { get; }

    public PdfReference? Reference { get; }

    public PdfDictionary Dictionary { get; }

    public PdfField? Parent { get; }

    /// <summary>Fields below this one; a field without any is terminal.</summary>
    public IReadOnlyList<PdfField> Children { get; internal set; } = [];

    /// <summary>The widgets of a terminal field; itself where field and widget are one dictionary.</summary>
    public IReadOnlyList<PdfWidget> Widgets { get; internal set; } = [];

    public bool IsTerminal => Children.Count == 0;

    /// <summary><c>/FT</c>, inherited: <c>Btn</c>, <c>Tx</c>, <c>Ch</c> or <c>Sig</c>; null where there is none.</summary>
    public string? Type => (Inherited("FT") as PdfName)?.Value;

    /// <summary>The resolved <c>/V</c>, inherited; null where there is none.</summary>
    public PdfObject? Value => Inherited("V");

    /// <summary>The reference under the <c>/V</c> that counts; null where that is direct or absent.</summary>
    public PdfReference? ValueReference => Find("V").Written as PdfReference;

    /// <summary><c>/Ff</c>, inherited; 0 where there is none.</summary>
    public long Flags => Inherited("Ff") is PdfInteger flags ? flags.Value : 0;

    /// <summary>The resolved value of a key: the field's own, or that of the nearest field above that has it.</summary>
    public PdfObject? Inherited(string key) => Find(key).Value;

    private (PdfObject? Written, PdfObject? Value) Find(string key)
    {
        for (PdfField? field = this; field is not null; field = field.Parent)
        {
            if (field.Dictionary[key] is { } written && _view.Resolve(written) is not PdfNull and var value)
            {
                return (written, value);
            }
        }
        return default;
    }
}
