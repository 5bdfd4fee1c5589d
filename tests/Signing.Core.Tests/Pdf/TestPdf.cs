using System.Globalization;

namespace Signing.Core.Tests.Pdf;

/// <summary>
/// Makes PDF documents for tests, by construction: every form of cross-reference, any number of revisions, pages, fields.
/// Objects are given as PDF syntax; what the document needs to be whole (catalog, page tree, form) is kept up by itself.
/// <code>
/// byte[] pdf = new TestPdf(TestPdfForm.Stream, pages: 3)
///     .AddSignatureField("contract.seller.signature")
///     .BeginRevision()
///     .AddTextField("contract.note")
///     .Build();
/// </code>
/// Object 1 is the catalog, object 2 the page tree, object 3 the first page. <c>qpdf --check</c> finds every such document clean.
/// </summary>
public sealed class TestPdf
{
    internal const int Catalog = 1;
    internal const int PageTree = 2;
    internal const int FirstPage = 3;

    private readonly List<TestPdfRevision> _revisions = [];
    private readonly SortedDictionary<string, string> _catalog = new(StringComparer.Ordinal);
    private readonly List<int> _pages = [];
    private readonly Dictionary<int, List<int>> _annotations = [];
    private readonly Dictionary<int, int> _contents = [];
    private readonly Dictionary<string, TestPdfField> _fields = new(StringComparer.Ordinal);
    private readonly List<TestPdfField> _topFields = [];
    private int _next = 3;
    private int _form;

    /// <param name="form">How the first revision is written, and later ones that don't say otherwise.</param>
    /// <param name="pages">How many pages there are; at least one.</param>
    /// <param name="paddingBytes">How large a stream to put in, to reach a size; 0 for none.</param>
    public TestPdf(TestPdfForm form = TestPdfForm.Table, int pages = 1, int paddingBytes = 0)
    {
        _revisions.Add(new TestPdfRevision(form));
        _catalog["Type"] = "/Catalog";
        _catalog["Pages"] = $"{PageTree} 0 R";
        for (int i = 0; i < pages; i++)
        {
            AddPage();
        }
        PutCatalog();
        if (paddingBytes > 0)
        {
            var padding = new byte[paddingBytes];
            new Random(paddingBytes).NextBytes(padding);
            Add("<< >>", padding);
        }
    }

    /// <summary>The header's version. Default: 1.7.</summary>
    public string Version { get; set; } = "1.7";

    /// <summary>
    /// Whether the first revision is laid out as linearized files are, with two cross-reference sections: two tables, or two
    /// plain streams in the other forms. Default: no.
    /// </summary>
    public bool IsLinearized { get; set; }

    /// <summary>Whether object streams and cross-reference streams are compressed. Default: yes.</summary>
    public bool Compresses { get; set; } = true;

    /// <summary>Whether trailers have an <c>/ID</c>. Default: yes.</summary>
    public bool HasId { get; set; } = true;

    /// <summary>Bytes before the header; offsets count from the header all the same. Default: none.</summary>
    public string Junk { get; set; } = "";

    /// <summary>Whether offsets count from the first byte of <see cref="Junk"/>, as broken tools leave them. Default: no.</summary>
    public bool CountsFromStart { get; set; }

    /// <summary>Further entries of every trailer, as PDF syntax. Default: none.</summary>
    public string TrailerExtra { get; set; } = "";

    /// <summary>How many objects go into one object stream at most. Default: 100.</summary>
    public int ObjectsPerStream { get; set; } = 100;

    /// <summary>The number that the next object gets.</summary>
    public int NextNumber => _next;

    internal IReadOnlyList<TestPdfRevision> Revisions => _revisions;

    private TestPdfRevision Current => _revisions[^1];

    /// <summary>A document in one call.</summary>
    public static byte[] Create(TestPdfForm form = TestPdfForm.Table, int pages = 1, int paddingBytes = 0) =>
        new TestPdf(form, pages, paddingBytes).Build();

    /// <summary>Adds an object, given as PDF syntax, and gives its number.</summary>
    public int Add(string body)
    {
        int number = _next++;
        Put(number, body);
        return number;
    }

    /// <summary>Adds a stream object; its <c>/Length</c> is put in.</summary>
    /// <param name="dictionary">Its dictionary as PDF syntax, <c>&lt;&lt; … &gt;&gt;</c>, without <c>/Length</c>.</param>
    /// <param name="data">Its bytes as they are to stand in the file.</param>
    public int Add(string dictionary, byte[] data)
    {
        int number = _next++;
        Put(number, dictionary, data);
        return number;
    }

    /// <summary>Adds an object and gives the builder back.</summary>
    public TestPdf With(string body, out int number)
    {
        number = Add(body);
        return this;
    }

    /// <summary>Gives an object a value in the present revision.</summary>
    public TestPdf Put(int number, string body)
    {
        Current.Objects[number] = new TestPdfObject(body, null);
        _next = Math.Max(_next, number + 1);
        return this;
    }

    /// <summary>Gives a stream object a value in the present revision.</summary>
    public TestPdf Put(int number, string dictionary, byte[] data)
    {
        int end = dictionary.LastIndexOf(">>", StringComparison.Ordinal);
        string body = dictionary.Contains("/Length ", StringComparison.Ordinal)
            ? dictionary
            : string.Create(CultureInfo.InvariantCulture, $"{dictionary[..end]}/Length {data.Length} >>");
        Current.Objects[number] = new TestPdfObject(body, data);
        _next = Math.Max(_next, number + 1);
        return this;
    }

    /// <summary>Frees an object in the present revision.</summary>
    public TestPdf Free(int number)
    {
        Current.Objects.Remove(number);
        Current.Freed.Add(number);
        return this;
    }

    /// <summary>Puts an entry into the catalog.</summary>
    public TestPdf SetCatalog(string key, string value)
    {
        _catalog[key] = value;
        PutCatalog();
        return this;
    }

    /// <summary>What comes from now on belongs to a new revision.</summary>
    /// <param name="form">How it is written; null: like the one before.</param>
    public TestPdf BeginRevision(TestPdfForm? form = null)
    {
        _revisions.Add(new TestPdfRevision(form ?? Current.Form));
        return this;
    }

    /// <summary>Adds a page with one line of text.</summary>
    public TestPdf AddPage()
    {
        int page = _pages.Count == 0 ? _next++ : Take();
        int font = _pages.Count == 0 ? Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>") : FirstPage + 1;
        _pages.Add(page);
        _contents[page] = Add("<< >>", System.Text.Encoding.ASCII.GetBytes($"BT /F1 24 Tf 72 720 Td (Page {_pages.Count}) Tj ET"));
        PutPage(page);
        string kids = string.Join(' ', _pages.Select(static p => $"{p} 0 R"));
        return Put(PageTree, $"<< /Type /Pages /Count {_pages.Count} /Kids [{kids}] /MediaBox [0 0 612 792] /Resources << /Font << /F1 {font} 0 R >> >> >>");
    }

    /// <summary>Adds an invisible, empty signature field; names with full stops make fields above it.</summary>
    /// <param name="fullName">Its full name.</param>
    /// <param name="extra">Further entries as PDF syntax, <c>/Lock &lt;&lt; … &gt;&gt;</c> for example.</param>
    /// <param name="page">On which page, from 0.</param>
    public TestPdf AddSignatureField(string fullName, string extra = "", int page = 0) =>
        AddField(fullName, $"/FT /Sig /Rect [0 0 0 0] /F 132 {extra}", page);

    /// <summary>Adds a text field.</summary>
    public TestPdf AddTextField(string fullName, string extra = "", int page = 0) =>
        AddField(fullName, $"/FT /Tx /Rect [72 600 272 620] /F 4 /DA (/F1 12 Tf) {extra}", page);

    /// <summary>Adds a field that is its own widget; the entries of field and widget but <c>/T</c>, <c>/Parent</c> and <c>/P</c> are given.</summary>
    public TestPdf AddField(string fullName, string entries, int page = 0)
    {
        TestPdfField? parent = null;
        string[] names = fullName.Split('.');
        for (int i = 0; i < names.Length; i++)
        {
            string path = string.Join('.', names[..(i + 1)]);
            if (!_fields.TryGetValue(path, out TestPdfField? field))
            {
                field = new TestPdfField(names[i], Take(), parent);
                _fields[path] = field;
                (parent?.Kids ?? _topFields).Add(field);
                if (parent is not null)
                {
                    PutField(parent);
                }
            }
            if (i == names.Length - 1)
            {
                field.Entries = $"/Type /Annot /Subtype /Widget /P {_pages[page]} 0 R {entries}";
                Annotate(page, field.Number);
            }
            PutField(field);
            parent = field;
        }
        PutForm();
        return this;
    }

    /// <summary>The number of the object that a field is.</summary>
    public int FieldNumber(string fullName) => _fields[fullName].Number;

    /// <summary>The number of a page's object.</summary>
    /// <param name="index">From 0.</param>
    public int PageNumber(int index) => _pages[index];

    /// <summary>Puts an annotation, which is an object already, on a page.</summary>
    public TestPdf Annotate(int page, int number)
    {
        if (!_annotations.TryGetValue(_pages[page], out List<int>? annotations))
        {
            _annotations[_pages[page]] = annotations = [];
        }
        annotations.Add(number);
        PutPage(_pages[page]);
        return this;
    }

    /// <summary>The document.</summary>
    public byte[] Build() => BuildLayout().Bytes;

    /// <summary>The document, with the places of what is in it.</summary>
    public TestPdfLayout BuildLayout()
    {
        using var writer = new TestPdfWriter(this);
        return writer.Write();
    }

    private int Take() => _next++;

    private void PutCatalog() => Put(Catalog, $"<< {string.Join(' ', _catalog.Select(static e => $"/{e.Key} {e.Value}"))} >>");

    private void PutPage(int page)
    {
        string annotations = _annotations.TryGetValue(page, out List<int>? list)
            ? $"/Annots [{string.Join(' ', list.Select(static a => $"{a} 0 R"))}]"
            : "";
        Put(page, $"<< /Type /Page /Parent {PageTree} 0 R /Contents {_contents[page]} 0 R {annotations} >>");
    }

    private void PutField(TestPdfField field)
    {
        string parent = field.Parent is null ? "" : $"/Parent {field.Parent.Number} 0 R";
        string kids = field.Kids.Count == 0 ? "" : $"/Kids [{string.Join(' ', field.Kids.Select(static k => $"{k.Number} 0 R"))}]";
        Put(field.Number, $"<< /T ({field.Name}) {parent} {kids} {field.Entries} >>");
    }

    private void PutForm()
    {
        if (_form == 0)
        {
            _form = Take();
            SetCatalog("AcroForm", $"{_form} 0 R");
        }
        Put(_form, $"<< /Fields [{string.Join(' ', _topFields.Select(static f => $"{f.Number} 0 R"))}] >>");
    }
}
