namespace Signing.Core.Pdf;

/// <summary>The interactive form (ISO 32000-2, 12.7.3), read once for one view.</summary>
internal sealed class PdfForm
{
    private readonly List<PdfField> _fields = [];
    private readonly List<PdfField> _groups = [];
    private readonly HashSet<PdfReference> _visited = [];
    private readonly PdfView _view;
    private long _nameLength;

    private PdfForm(PdfView view)
    {
        _view = view;
        Reference = view.Catalog["AcroForm"] as PdfReference;
        Dictionary = view.Get<PdfDictionary>(view.Catalog, "AcroForm");
        if (Dictionary is not null && view.Get<PdfArray>(Dictionary, "Fields") is PdfArray fields)
        {
            view.Document.Meter.Enter();
            try
            {
                foreach (PdfObject item in fields)
                {
                    ReadNode(item, null, 1);
                }
            }
            finally
            {
                view.Document.Meter.Leave();
            }
        }
    }

    /// <summary>The form's dictionary; null where the document has none.</summary>
    public PdfDictionary? Dictionary { get; }

    /// <summary>Where it stands; null where there is none, or it stands directly in the catalog.</summary>
    public PdfReference? Reference { get; }

    /// <summary>The terminal fields, nested ones too, in the order of the tree.</summary>
    public IReadOnlyList<PdfField> Fields => _fields;

    /// <summary>The fields that have fields below them.</summary>
    public IReadOnlyList<PdfField> Groups => _groups;

    public static PdfForm Read(PdfView view) => new(view);

    /// <summary>Whether the form has an XFA part (ISO 32000-1, 12.7.8), which is kept as it is.</summary>
    public static bool HasXfa(PdfView view) => view.Resolve(view.Get<PdfDictionary>(view.Catalog, "AcroForm")?["XFA"]) is not (PdfNull or PdfArray { Count: 0 });

    /// <summary>The terminal field with this full name.</summary>
    public PdfField? Find(string fullName) => _fields.Find(f => f.FullName == fullName);

    /// <summary>The field above others with this full name: where a new field <c>a.b</c> belongs, when <c>a</c> is there.</summary>
    public PdfField? FindGroup(string fullName) => _groups.Find(f => f.FullName == fullName);

    /// <summary>Reads one node; a node that is met again is passed over, so that loops end.</summary>
    private PdfField? ReadNode(PdfObject item, PdfField? parent, int depth)
    {
        var reference = item as PdfReference;
        _view.Document.Meter.CheckDepth(depth);
        _view.Document.Meter.CountObject();
        if ((reference is not null && !_visited.Add(reference)) || _view.Resolve(item) is not PdfDictionary dictionary)
        {
            return null;
        }
        var field = new PdfField(_view, parent, FullName(parent, dictionary), reference, dictionary);
        ReadKids(field, depth);
        (field.IsTerminal ? _fields : _groups).Add(field);
        return field;
    }

    /// <summary>A kid with a partial name is a field, one without is a widget of this field (12.7.4.1).</summary>
    private void ReadKids(PdfField field, int depth)
    {
        if (_view.Get<PdfArray>(field.Dictionary, "Kids") is not PdfArray kids)
        {
            if (field.Dictionary.IsName("Subtype", "Widget"))
            {
                field.Widgets = [new PdfWidget(field.Reference, field.Dictionary)];
            }
            return;
        }
        var children = new List<PdfField>();
        var widgets = new List<PdfWidget>();
        foreach (PdfObject kid in kids)
        {
            if (_view.Resolve(kid) is not PdfDictionary dictionary)
            {
                continue;
            }
            if (dictionary["T"] is null && dictionary["Kids"] is null)
            {
                widgets.Add(new PdfWidget(kid as PdfReference, dictionary));
            }
            else if (ReadNode(kid, field, depth + 1) is PdfField child)
            {
                children.Add(child);
            }
        }
        field.Children = children;
        field.Widgets = widgets;
    }

    private string FullName(PdfField? parent, PdfDictionary dictionary)
    {
        string own = _view.Resolve(dictionary["T"]) is PdfString name ? name.ToText() : "";
        string above = parent?.FullName ?? "";
        if (own.Length == 0)
        {
            return above;
        }
        // Many fields below one with a long name would repeat it without end.
        int limit = _view.Document.Budget.MaxStringBytes;
        return (_nameLength += above.Length + own.Length) > limit ? throw PdfError.Budget("string", limit) : above.Length == 0 ? own : $"{above}.{own}";
    }
}
