using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;
using static Signing.Core.Tests.Verification.LaterChange;

namespace Signing.Core.Tests.Verification;

/// <summary>Annotations after a signature: those that people make are reported where P = 3 permits them; nothing else passes for one.</summary>
public sealed class LaterAnnotationTests
{
    private const int Page = 3;
    private const int SecondPage = 6;
    private const int Note = 8;
    private const int Popup = 9;
    private const int Appearance = 10;
    private const int Square = 11;
    private const int Web = 12;
    private const int File = 13;
    private const int List = 14;
    private const int Ink = 15;
    private const int Map = 16;
    private const int Shared = 17;
    private const int Layer = 18;
    private const int Inner = 23;
    private const string Rect = "/Type /Annot /Rect [72 500 200 520]";

    private static readonly byte[] Drawing = "1 0 0 rg 0 0 9 9 re f"u8.ToArray();

    private static readonly byte[] Annotated = Build();

    private static readonly Dictionary<string, LaterChange> Cases = new(StringComparer.Ordinal)
    {
        ["added: plain"] = Permitted(static r => Annotate(r, Page, r.Add($"<< {Rect} /Subtype /Text /Contents (see) /T (An) /P 3 0 R /M (D:20260101) >>"))),
        ["added: all that people write and draw"] = Permitted(static r => Annotate(r, Page, [.. new[]
        {
            "Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Stamp", "Ink", "Redact",
        }.Select(subtype => r.Add($"<< {Rect} /Subtype /{subtype} /F 4 /C [1 0 0] /QuadPoints [0 0 1 0 0 1 1 1] /InkList [[0 0 1 1]] /BS << /W 1 >> >>"))])),
        ["added: with an appearance and a font"] = Permitted(static r => Annotate(r, Page, r.Add(
            $"<< {Rect} /Subtype /FreeText /DA (/F 9 Tf) /AP << /N {Form(r, "/Resources << /Font << /F 4 0 R >> >>")} >> >>"))),
        ["added: with a popup that the page lists"] = Permitted(static r =>
        {
            PdfReference popup = r.Update.Reserve();
            PdfReference note = r.Add($"<< {Rect} /Subtype /Text /Popup {popup} >>");
            r.Update.Replace(popup, TestRevision.Parse($"<< {Rect} /Subtype /Popup /Parent {note} /Open false >>"));
            Annotate(r, Page, note, popup);
        }),
        ["added: with a popup that no page lists"] = Permitted(static r => Annotate(r, Page, r.Add($"<< {Rect} /Subtype /Text /Popup {r.Add($"<< {Rect} /Subtype /Popup >>")} >>"))),
        ["added: a reply"] = Permitted(static r => Annotate(r, Page, r.Add($"<< {Rect} /Subtype /Text /IRT {Note} 0 R /RT /R /NM (a) /StateModel (Review) /State (Accepted) >>"))),
        ["added: a link within the document"] = Permitted(static r => Annotate(r, Page, r.Add($"<< {Rect} /Subtype /Link /A << /S /GoTo /D [3 0 R /Fit] >> >>"), r.Add($"<< {Rect} /Subtype /Link /Dest (x) >>"))),
        ["added: direct"] = Permitted(static r => Annotate(r, Page, TestRevision.Parse($"<< {Rect} /Subtype /Square >>"))),
        ["added: to a list that is an object"] = Permitted(static r => r.Put(List, $"[{Ink} 0 R {Shared} 0 R {r.Add($"<< {Rect} /Subtype /Square >>")}]")),
        ["added: to a page that gets its list as an object"] = Permitted(static r => Edit(r, Page, page =>
        {
            PdfArray list = ((PdfArray)page["Annots"]!).Clone();
            list.Add(r.Add($"<< {Rect} /Subtype /Square >>"));
            page["Annots"] = r.Update.Add(list);
        })),
        ["added: to two pages"] = Permitted(static r =>
        {
            PdfReference added = r.Add($"<< {Rect} /Subtype /Square >>");
            Annotate(r, Page, added);
            r.Put(List, $"[{Ink} 0 R {Shared} 0 R {added}]");
        }),
        ["added: with keys of its program"] = Permitted(static r => Annotate(r, Page, r.Add($"<< {Rect} /Subtype /Square /AAPL:Hash (x) /ITEx << /A 1 >> >>"))),
        ["added: on a layer that was there"] = Permitted(static r => Annotate(r, Page, r.Add($"<< {Rect} /Subtype /Square /OC {Layer} 0 R >>"))),
        ["changed: its text"] = Permitted(static r => Edit(r, Note, static note => note["Contents"] = PdfString.FromAscii("other"))),
        ["changed: its place, without a page of its own"] = Permitted(static r => Edit(r, Square, static square => square["Rect"] = TestRevision.Parse("[1 1 9 9]"))),
        ["changed: its appearance in its place"] = Permitted(static r => r.Put(Appearance, "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] >>", Drawing)),
        ["changed: its appearance anew"] = Permitted(static r => Edit(r, Note, note => note["AP"] = TestRevision.Parse($"<< /N {Form(r)} >>"))),
        ["changed: a popup"] = Permitted(static r => Edit(r, Popup, static popup => popup["Open"] = PdfBoolean.True)),
        ["changed: listed by an object"] = Permitted(static r => Edit(r, Ink, static ink => ink["C"] = TestRevision.Parse("[1 0 0]"))),
        ["changed: listed by two pages"] = Permitted(static r => Edit(r, Shared, static shared => shared["C"] = TestRevision.Parse("[1 0 0]"))),
        ["changed: where a link to the web is"] = Forbidden(static r => Edit(r, Web, static link => link["Rect"] = TestRevision.Parse("[1 1 9 9]"))),
        ["changed: where a link within the document is"] = Permitted(static r => Edit(r, Inner, static link => link["Rect"] = TestRevision.Parse("[1 1 9 9]"))),
        ["removed: a link to the web"] = Permitted(static r => Drop(r, Web)),
        ["removed: from its page"] = Permitted(static r => Drop(r, Square)),
        ["removed: and freed"] = Permitted(static r => { Drop(r, Square); r.Put(Square, "null"); }),
        ["removed: from a list that is an object"] = Permitted(static r => r.Put(List, $"[{Ink} 0 R]")),
        ["removed: all, with the list"] = Permitted(static r => Edit(r, SecondPage, static page => page.Remove("Annots"))),

        ["added: another order"] = Forbidden(static r => Edit(r, Page, static page => page["Annots"] = ListOf(((PdfArray)page["Annots"]!).Reverse()))),
        ["added: twice the same"] = Forbidden(static r => Annotate(r, Page, new PdfReference(Note, 0))),
        ["added: no Rect"] = Forbidden(static r => Annotate(r, Page, r.Add("<< /Type /Annot /Subtype /Text >>"))),
        ["added: no dictionary"] = Forbidden(static r => Annotate(r, Page, r.Add("(x)"))),
        ["added: an object that was there"] = Forbidden(static r => Annotate(r, Page, new PdfReference(Map, 0))),
        ["added: a widget that no field holds"] = New("/Subtype /Widget /FT /Tx /V (x)"),
        ["added: a widget without a field"] = New("/Subtype /Widget"),
        ["added: a comment that is a field"] = New("/Subtype /FreeText /FT /Tx /T (x)"),
        ["added: an unknown subtype"] = New("/Subtype /Unheard"),
        ["added: a link that jumps and then runs"] = New("/Subtype /Link /A << /S /GoTo /D (x) /Next << /S /JavaScript /JS (x) >> >>"),
        ["added: a link that draws"] = Forbidden(static r => Annotate(r, Page, r.Add($"<< {Rect} /Subtype /Link /AP << /N {Form(r)} >> >>"))),
        ["added: a comment with an action"] = New("/Subtype /Square /A << /S /GoTo /D (x) >>"),
        ["added: additional actions"] = New("/Subtype /Square /AA << /E << /S /JavaScript /JS (x) >> >>"),
        ["added: an action among the keys of its program"] = New("/Subtype /Square /X << /S /JavaScript /JS (x) >>"),
        ["added: an attached file"] = New("/Subtype /Square /X << /EF << >> >>"),
        ["added: associated files"] = New("/Subtype /Square /AF []"),
        ["added: a signature among the keys of its program"] = New("/Subtype /Square /X << /ByteRange [0 1 2 3] /Contents <00> >>"),
        ["added: a new layer"] = Forbidden(static r => Annotate(r, Page, r.Add($"<< {Rect} /Subtype /Square /OC {r.Add("<< /Type /OCG /Name (x) >>")} >>"))),
        ["added: an appearance on a new layer"] = Forbidden(static r => Annotate(r, Page, r.Add(
            $"<< {Rect} /Subtype /Square /AP << /N {Form(r, $"/OC {r.Add("<< /Type /OCG /Name (x) >>")}")} >> >>"))),
        ["added: an appearance from another file"] = Forbidden(static r => Annotate(r, Page, r.Add($"<< {Rect} /Subtype /Square /AP << /N {Form(r, "/Ref << /F (x.pdf) /Page 0 >>")} >> >>"))),
        ["added: an appearance whose data is elsewhere"] = Forbidden(static r => Annotate(r, Page, r.Add($"<< {Rect} /Subtype /Square /AP << /N {Form(r, "/F (x)")} >> >>"))),
        ["added: a popup with an action"] = Forbidden(static r => Annotate(r, Page, r.Add($"<< {Rect} /Subtype /Text /Popup {r.Add($"<< {Rect} /Subtype /Popup /A << /S /GoTo >> >>")} >>"))),
        ["added: a list that was a map of resources"] = Forbidden(static r =>
        {
            r.Put(Map, $"[{r.Add($"<< {Rect} /Subtype /Square >>")}]");
            Edit(r, Page, static page => page["Annots"] = new PdfReference(Map, 0));
        }),
        ["changed: another subtype"] = Forbidden(static r => Edit(r, Square, static square => square["Subtype"] = new PdfName("Circle"))),
        ["changed: an action added"] = Forbidden(static r => Edit(r, Note, static note => note["A"] = TestRevision.Parse("<< /S /JavaScript /JS (x) >>"))),
        ["changed: where a link leads on the web"] = Forbidden(static r => Edit(r, Web, static link => link["A"] = TestRevision.Parse("<< /S /URI /URI (http://b.example) >>"))),
        ["changed: an attached file"] = Forbidden(static r => Edit(r, File, static file => file["Contents"] = PdfString.FromAscii("x"))),
        ["changed: an entry that annotations do not have"] = Forbidden(static r => Edit(r, Square, static square => square["C0"] = TestRevision.Parse("[1]"))),
        ["changed: one that is a resource as well"] = Forbidden(static r => Edit(r, Map, static map => map["CA"] = PdfInteger.Of(0))),
        ["changed: an appearance that the page draws too"] = Forbidden(static r => r.Put(20, "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] >>", [])),
        ["changed: a field's widget"] = Forbidden(static r => Edit(r, 21, static widget => widget["Rect"] = TestRevision.Parse("[1 1 9 9]"))),
        ["removed: a field's widget from its page"] = Forbidden(static r => Drop(r, 21)),
        ["removed: an attached file"] = Forbidden(static r => Drop(r, File)),
        ["removed: and still listed"] = Forbidden(static r => r.Put(Square, "null")),
    };

    private static readonly string[] Subtypes = ["Screen", "Movie", "Sound", "RichMedia", "3D", "Watermark", "PrinterMark", "TrapNet", "FileAttachment", "Projection"];

    private static readonly string[] Actions =
    [
        "URI /URI (http://a.example)", "JavaScript /JS (x)", "Launch /F (x)", "SubmitForm /F (x)", "ImportData /F (x)", "GoToR /F (x) /D (y)", "GoToE /D (y)",
        "Named /N /Print", "Hide /T (x)", "SetOCGState /State []", "Rendition", "Thread /D 1",
    ];

    public static TheoryData<string, int> Table => [.. from name in Cases.Keys from permission in Permissions select (name, permission)];

    [Theory]
    [MemberData(nameof(Table))]
    public void Judge_AnnotationAfterSignature_AsTable257Says(string name, int permission) => Cases[name].Assert(permission);

    public static TheoryData<string> Kinds => [.. Subtypes.Select(static subtype => $"/Subtype /{subtype}"), .. Actions.Select(static action => $"/Subtype /Link /A << /S /{action} >>")];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Judge_AnnotationOfAnotherKind_Forbidden(string entries) => New(entries).Assert(3);

    [Fact]
    public void Judge_SeveralAnnotations_EachToldOnceWithSubtypePageAndObject()
    {
        byte[] document = Cases["added: to two pages"].Build(3);

        ChangeFinding finding = Assert.Single(Verify.Judge(document).Signatures[0].Changes.Findings);

        Assert.Equal((ReasonCodes.AnnotationAfterSignature, "Page 1: an annotation of the kind Square was added, changed or removed."), (finding.Code, finding.Message));
        Assert.NotNull(finding.Object);
        Assert.Equal(15, Verify.Judge(Cases["added: all that people write and draw"].Build(0)).Signatures[0].Changes.Findings.Count);
    }

    [Theory]
    [InlineData(LaterAnnotations.Report, Verdict.Valid)]
    [InlineData(LaterAnnotations.Invalid, Verdict.Invalid)]
    public void Judge_PolicyOnLaterAnnotations_DecidesOverSavedEvidenceToo(LaterAnnotations later, Verdict verdict)
    {
        Evidence evidence = Verify.Collect(Cases["added: plain"].Build(0));
        ValidationPolicy policy = ValidationPolicy.Offline with { LaterAnnotations = later };

        VerificationReport report = PdfVerifier.Judge(evidence, policy, Verify.Now);

        Assert.Equal(verdict, report.Verdict);
        Assert.Equal(ChangeLevel.Annotations, report.Signatures[0].Changes.Level);
        Assert.Equal(verdict == Verdict.Invalid, report.Signatures[0].Reasons.Any(static reason => reason.Code == ReasonCodes.AnnotationAfterSignature));
        Assert.Equal(
            Encoding.UTF8.GetString(ReportJson.Serialize(report)),
            Encoding.UTF8.GetString(ReportJson.Serialize(PdfVerifier.Judge(Evidence.Import(evidence.Export()), policy, Verify.Now))));
    }

    [Fact]
    public void Judge_PolicyOnLaterAnnotations_LeavesOtherChangesAlone() =>
        Assert.Equal(Verdict.Valid, Verify.Judge(
            new TestSignature { Field = "Signature2" }.Apply(Bases.SignedForm), ValidationPolicy.Offline with { LaterAnnotations = LaterAnnotations.Invalid }).Verdict);

    private static LaterChange Permitted(Action<TestRevision> change) => new(Annotated, change, ChangeLevel.Annotations, ReasonCodes.AnnotationAfterSignature);

    private static LaterChange Forbidden(Action<TestRevision> change) => new(Annotated, change, ChangeLevel.Forbidden, "");

    private static LaterChange New(string entries) => Forbidden(revision => Annotate(revision, Page, revision.Add($"<< {Rect} {entries} >>")));

    private static PdfReference Form(TestRevision revision, string entries = "") => revision.Add($"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {entries} >>", Drawing);

    private static void Drop(TestRevision revision, int gone) => Edit(revision, Page, page => page["Annots"] =
        ListOf(((PdfArray)page["Annots"]!).Where(item => item is PdfReference place && place.Number != gone)));

    private static PdfArray ListOf(IEnumerable<PdfObject> items) => new(items.ToList());

    private static byte[] Build()
    {
        TestPdf pdf = new TestPdf(pages: 2)
            .Put(Note, $"<< {Rect} /Subtype /Text /P 3 0 R /Contents (note) /Popup {Popup} 0 R /AP << /N {Appearance} 0 R >> >>")
            .Put(Popup, $"<< {Rect} /Subtype /Popup /Parent {Note} 0 R >>")
            .Put(Appearance, "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] >>", "0 0 9 9 re f"u8.ToArray())
            .Put(Square, $"<< {Rect} /Subtype /Square >>")
            .Put(Web, $"<< {Rect} /Subtype /Link /A << /S /URI /URI (http://a.example) >> >>")
            .Put(File, $"<< {Rect} /Subtype /FileAttachment /FS << /F (x) >> >>")
            .Put(List, $"[{Ink} 0 R {Shared} 0 R]")
            .Put(Ink, $"<< {Rect} /Subtype /Ink /InkList [[0 0 1 1]] /P 6 0 R >>")
            .Put(Map, $"<< {Rect} /Subtype /Square /CA 1 >>")
            .Put(Shared, $"<< {Rect} /Subtype /Circle >>")
            .Put(Layer, "<< /Type /OCG /Name (layer) >>")
            .Put(20, "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] >>", "0 0 9 9 re f"u8.ToArray())
            .Put(19, $"<< {Rect} /Subtype /Stamp /AP << /N 20 0 R >> >>");
        foreach (int number in (int[])[Note, Popup, Square, Web, File, Shared, 19])
        {
            pdf.Annotate(0, number);
        }
        pdf.AddTextField("note");
        Assert.Equal(21, pdf.FieldNumber("note"));
        return pdf
            .Put(Inner, $"<< {Rect} /Subtype /Link /A << /S /GoTo /D [3 0 R /Fit] >> >>")
            .Annotate(0, Inner)
            .SetCatalog("OCProperties", $"<< /OCGs [{Layer} 0 R] /D << >> >>")
            .Put(SecondPage, $"<< /Type /Page /Parent 2 0 R /Contents 7 0 R /Annots {List} 0 R /Resources << /ExtGState << /G {Map} 0 R >> /XObject << /X 20 0 R >> >> >>")
            .Build();
    }
}
