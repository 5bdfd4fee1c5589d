using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Tests.Cms;
using Samples = Signing.Core.Tests.Cms.Samples;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>A product that updates signed documents: what all of them do, and what each does in a way of its own.</summary>
internal abstract class Producer
{
    /// <summary>All that are known here.</summary>
    internal static IReadOnlyList<Producer> All { get; } =
    [
        new Acrobat(), new Foxit(), new Nitro(), new PdfBox(), new Dss(), new DssOpenPdf(), new OpenPdf(), new IText5(), new IText7(), new PyHanko(), new LibreOffice(), new VietnameseSigner(),
    ];

    internal abstract string Name { get; }

    protected abstract WritingStyle Style { get; }

    /// <summary>The signature dictionary's first entries.</summary>
    protected virtual string SignatureHead => "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached";

    /// <summary>Its last.</summary>
    protected virtual string SignatureTail => "/M(D:20260101120000+07'00')";

    protected virtual bool IsContentsFirst => false;

    /// <summary>Whether field and widget are two objects.</summary>
    protected virtual bool HasSeparateWidget => false;

    /// <summary>Whether new lists and dictionaries of page and catalog become objects of their own.</summary>
    protected virtual bool HasIndirectLists => false;

    /// <summary>Entries of a new field with this value.</summary>
    protected virtual string FieldHead(string value) => "/FT/Sig";

    /// <summary>Entries of new widgets.</summary>
    protected virtual string WidgetHead => "/Type/Annot/Subtype/Widget/F 132";

    /// <summary>The appearance dictionary of a signature; null for none.</summary>
    protected virtual string? Appearance(Increment update, bool isVisible) => null;

    /// <summary>What changes in the form besides its list of fields.</summary>
    protected virtual void TouchForm(Increment update, PdfDictionary form)
    {
    }

    /// <summary>What changes in the page besides its annotations.</summary>
    protected virtual void TouchPage(Increment update, PdfDictionary page)
    {
    }

    /// <summary>What changes elsewhere whenever the document is saved.</summary>
    protected virtual void Touch(Increment update)
    {
    }

    internal byte[] Sign(byte[] document, SigningAct act)
    {
        using var update = new Increment(document, Style);
        string head = act.IsTimestamp ? "/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161" : SignatureHead;
        string value = update.AddSignature(head, act.IsTimestamp ? 3000 : 2000, IsContentsFirst, act.IsTimestamp ? "" : SignatureTail + act.SignatureEntries);
        if (PdfForm.Read(update.View).Find(act.Field) is { } field)
        {
            Fill(update, field, value, act);
        }
        else
        {
            AddField(update, value, act);
        }
        Touch(update);
        return update.Write(act.IsTimestamp ? static content => Samples.Stamp(content) : static content => TestSignature.Sign(content, TestKey.Rsa));
    }

    internal byte[] Stamp(byte[] document, string field = "Stamp") => Sign(document, new SigningAct { Field = field, IsTimestamp = true });

    /// <summary>Fills in the text field, and draws what it says.</summary>
    internal byte[] FillIn(byte[] document)
    {
        using var update = new Increment(document, Style);
        string ink = update.Add($"<</Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 {Font(update)}>>/ProcSet[/PDF/Text]>>>>", "/Tx BMC\nq\nBT\n/F1 12 Tf\n2 5.5 Td\n(Received) Tj\nET\nQ\nEMC\n");
        update.Edit(PdfForm.Read(update.View).Find("note")!.Reference!, field =>
        {
            field["V"] = TestRevision.Parse("(Received)");
            field["AP"] = TestRevision.Parse($"<</N {ink}>>");
        });
        Touch(update);
        return update.Write();
    }

    /// <summary>Adds a note with its popup, a highlight with an appearance, and a text on the page.</summary>
    internal byte[] Annotate(byte[] document)
    {
        using var update = new Increment(document, Style);
        int popup = update.Reserve();
        string page = Increment.Text(update.Page);
        string note = update.Add($"<</Type/Annot/Subtype/Text/Rect[400 600 418 618]/Contents(Please check)/T(Nguyen Van A)/M(D:20260101120000Z)/CreationDate(D:20260101120000Z)/NM(n1)/F 28/C[1 1 0]/Name/Comment/P {page}/Popup {popup} 0 R>>");
        update.Put(popup, $"<</Type/Annot/Subtype/Popup/Rect[420 560 600 618]/F 28/Open false/Parent {note}>>");
        string ink = update.Add("<</Type/XObject/Subtype/Form/BBox[300 500 400 512]/Resources<</ExtGState<</R0<</Type/ExtGState/AIS false/BM/Multiply>>>>>>>>", "/R0 gs 1 1 0 rg 300 500 100 12 re f");
        string highlight = update.Add($"<</Type/Annot/Subtype/Highlight/Rect[300 500 400 512]/QuadPoints[300 512 400 512 300 500 400 500]/C[1 1 0]/CA 1/T(Nguyen Van A)/M(D:20260101120000Z)/NM(h1)/F 4/P {page}/AP<</N {ink}>>>>");
        string font = Font(update);
        string shown = update.Add($"<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Matrix[1 0 0 1 0 0]/Resources<</Font<</Helv {font}>>>>>>", "q BT 0 g 1 0 0 1 0 5 Tm /Helv 10 Tf (Checked) Tj ET Q");
        string text = update.Add($"<</Type/Annot/Subtype/FreeText/Rect[400 400 500 420]/Contents(Checked)/DA(/Helv 10 Tf 0 g)/Border[0 0 0]/Rotate 0/F 4/CreationDate(D:20260101120000Z)/P {page}/AP<</N {shown}>>>>");
        foreach (string annotation in (string[])[note, $"{popup} 0 R", highlight, text])
        {
            update.Append(update.Page, "Annots", annotation, HasIndirectLists);
        }
        EditPage(update);
        Touch(update);
        return update.Write();
    }

    /// <summary>Takes away what a viewer may do with the document, as signers do for it would end anyway.</summary>
    internal byte[] DropUsageRights(byte[] document)
    {
        using var update = new Increment(document, Style);
        update.Edit(update.Catalog, static catalog => catalog.Remove("Perms"));
        Touch(update);
        return update.Write();
    }

    /// <summary>Adds validation data for what is signed so far.</summary>
    internal byte[] Prove(byte[] document)
    {
        using var update = new Increment(document, Style);
        AddProofs(update);
        return update.Write();
    }

    /// <summary>A store in an object of its own, its lists in it.</summary>
    protected virtual void AddProofs(Increment update) => PutStore(update, certificates: $"[{Kept(update, "Certs")}{Proof(update)}]", vri: null);

    /// <summary>Puts the store where it is, or into a new object.</summary>
    protected static void PutStore(Increment update, string certificates, string? vri, string head = "/Type/DSS", bool isDirect = false)
    {
        string store = $"<<{head}/Certs {certificates}{(vri is null ? "" : $"/VRI {vri}")}>>";
        if (update.View.Catalog["DSS"] is PdfReference place)
        {
            update.Put(place.Number, store);
        }
        else
        {
            PdfObject value = TestRevision.Parse(isDirect ? store : update.Add(store));
            update.Edit(update.Catalog, catalog => catalog["DSS"] = value);
        }
    }

    /// <summary>The items of a list of the store as it is.</summary>
    protected static string Kept(Increment update, string key) =>
        update.View.Get<PdfDictionary>(update.View.Catalog, "DSS") is { } store && update.View.Get<PdfArray>(store, key) is { } list
            ? string.Concat(list.Select(static item => Increment.Text(item) + " ")) : "";

    protected static string Proof(Increment update, string entries = "") =>
        update.Add($"<<{entries}>>", Encoding.Latin1.GetString(TestKey.Rsa.Certificate.Span));

    /// <summary>The entry of a signature in the store, for its Contents.</summary>
    protected static string VriKey(char digit) => $"/{new string(digit, 40)}";

    /// <summary>The layers that Acrobat 6 brought up: a form around FRM, in it n0, which is blank, and n2.</summary>
    protected static string Layers(Increment update, string content, string resources = "", string box = "[0 0 200 60]")
    {
        string blank = update.Add("<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Matrix[1 0 0 1 0 0]/FormType 1/Resources<<>>>>", "% DSBlank\n");
        string ink = update.Add($"<</Type/XObject/Subtype/Form/BBox{box}/Matrix[1 0 0 1 0 0]/FormType 1/Resources<<{resources}>>>>", content);
        string frame = update.Add($"<</Type/XObject/Subtype/Form/BBox{box}/Matrix[1 0 0 1 0 0]/FormType 1/Resources<</XObject<</n0 {blank}/n2 {ink}>>>>>>", "q 1 0 0 1 0 0 cm /n0 Do Q\nq 1 0 0 1 0 0 cm /n2 Do Q\n");
        return $"<</N {update.Add($"<</Type/XObject/Subtype/Form/BBox{box}/Matrix[1 0 0 1 0 0]/FormType 1/Resources<</XObject<</FRM {frame}>>>>>>", "q 1 0 0 1 0 0 cm /FRM Do Q\n")}>>";
    }

    /// <summary>An appearance that shows nothing.</summary>
    protected static string Blank(Increment update) => $"<</N {update.Add("<</Type/XObject/Subtype/Form/BBox[0 0 0 0]/FormType 1/Resources<<>>>>", "")}>>";

    protected static string Font(Increment update) => update.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");

    private void AddField(Increment update, string value, SigningAct act)
    {
        int place = update.Reserve();
        string appearance = Appearance(update, act.IsVisible) is { } drawn ? $"/AP{drawn}" : "";
        string widgetEntries = $"{WidgetHead}/Rect{(act.IsVisible ? act.Rectangle : "[0 0 0 0]")}/P {Increment.Text(update.Page)}{appearance}";
        string fieldEntries = $"{FieldHead(value)}/T({act.Field})/V {value}{act.FieldEntries}";
        string widget = $"{place} 0 R";
        if (HasSeparateWidget)
        {
            widget = update.Add($"<<{widgetEntries}/Parent {place} 0 R>>");
            update.Put(place, $"<<{fieldEntries}/Kids[{widget}]>>");
        }
        else
        {
            update.Put(place, $"<<{fieldEntries}{widgetEntries}>>");
        }
        update.Append(update.Page, "Annots", widget, HasIndirectLists);
        EditPage(update);
        AddToForm(update, $"{place} 0 R");
    }

    private void EditPage(Increment update)
    {
        PdfDictionary page = update.Take(update.Page);
        string before = Increment.Text(page);
        TouchPage(update, page);
        if (Increment.Text(page) != before)
        {
            update.Put(update.Page.Number, Increment.Text(page));
        }
    }

    private void AddToForm(Increment update, string field)
    {
        if (update.View.Catalog["AcroForm"] is PdfReference form)
        {
            update.Append(form, "Fields", field);
            EditForm(update, form);
        }
        else
        {
            PdfDictionary direct = (update.View.Catalog["AcroForm"] as PdfDictionary)?.Clone() ?? [];
            PdfArray fields = (direct["Fields"] as PdfArray)?.Clone() ?? [];
            fields.Add(TestRevision.Parse(field));
            direct["Fields"] = fields;
            direct["SigFlags"] = PdfInteger.Of(3);
            TouchForm(update, direct);
            PdfObject value = HasIndirectLists && update.View.Catalog["AcroForm"] is null ? TestRevision.Parse(update.Add(Increment.Text(direct))) : direct;
            update.Edit(update.Catalog, catalog => catalog["AcroForm"] = value);
        }
    }

    private void EditForm(Increment update, PdfReference form) => update.Edit(form, changed =>
    {
        changed["SigFlags"] = PdfInteger.Of(3);
        TouchForm(update, changed);
    });

    /// <summary>Signs a field that is there and empty.</summary>
    private void Fill(Increment update, PdfField field, string value, SigningAct act)
    {
        PdfObject? appearance = Appearance(update, act.IsVisible) is { } drawn ? TestRevision.Parse(drawn) : null;
        update.Edit(field.Reference!, changed =>
        {
            changed["V"] = TestRevision.Parse(value);
            if (appearance is not null)
            {
                changed["AP"] = appearance;
            }
            changed["F"] = PdfInteger.Of(132);
        });
        if (update.View.Catalog["AcroForm"] is PdfReference form)
        {
            EditForm(update, form);
        }
    }
}
