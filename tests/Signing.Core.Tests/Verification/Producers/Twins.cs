using System.Globalization;
using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Tests.Verification.Attacks;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>Changes of the same kinds as producers make, that are not what they look like: for each leniency, what it must not let through.</summary>
internal static class Twins
{
    private const string Name = "twin of a legitimate update";
    private const string Draws = "0 0 600 700 re f";

    private static readonly TestSignature Further = new() { Field = "Signature2" };

    internal static IReadOnlyList<Attack> All { get; } =
    [
        Forbidden("an object before the first one", static () => Sign(new WritingStyle { Lead = "9 0 obj<</Type/Catalog>>endobj\n" })),
        Unknown("an object before startxref", static () => Sign(new WritingStyle { Comment = "9 0 obj<</Type/Catalog>>endobj\n" })),
        Unknown("an object in a comment before startxref", static () => Sign(new WritingStyle { Comment = "%\r9 0 obj<</Type/Catalog>>endobj\r" })),
        Unknown("an object that a comment hides from some", static () => Sign(new WritingStyle { Comment = "% 9 0 obj<</Type/Catalog>>endobj\n" })),
        Forbidden("an object beside a cross-reference stream without an entry", static () => Sign(new WritingStyle { NamesItself = false, Lead = "9 0 obj<</Type/Catalog>>endobj\n" }, Bases.SignedStream)),
        Unknown("a section whose closing is not its own", static () => Sign(new WritingStyle { Comment = "%startxref\n" })),
        Unknown("two entries for one object", static () => Bases.Update(Bases.SignedForm, Same(""), static at => Bases.Row(4, at) + Bases.Row(4, at))),
        Forbidden("a table and a stream with two places for one object", static () => Hybrid("", "")),
        Forbidden("an object that only old readers lose", static () => Hybrid(null, null)),
        Forbidden("an announcement in the place of a page's content", static () => Change(static u =>
        {
            u.Put(5, "<</BaseVersion/1.7/ExtensionLevel 5>>");
            u.Edit(u.Catalog, static catalog => catalog["Extensions"] = TestRevision.Parse("<</ADBE 5 0 R>>"));
        })),
        Forbidden("an announcement with an action", static () => Change(static u =>
        {
            string announcement = u.Add("<</BaseVersion/1.7/S/JavaScript/JS(x)>>");
            u.Edit(u.Catalog, catalog => catalog["Extensions"] = TestRevision.Parse($"<</ADBE {announcement}>>"));
        })),
        Forbidden("a proof whose length changes", static () => Change(
            static u =>
            {
                var proof = (PdfReference)((PdfArray)u.Take((PdfReference)u.View.Catalog["DSS"]!)["Certs"]!)[0];
                u.Put(((PdfReference)((PdfStream)u.View.Resolve(proof)).Dictionary["Length"]!).Number, "1");
            }, new Dss().Prove(Bases.SignedForm))),
        Forbidden("a proof whose length is a page", static () => Change(static u =>
        {
            string proof = u.Put(u.Reserve(), "<</Length 3 0 R/X 1>>");
            u.Edit(u.Catalog, catalog => catalog["DSS"] = TestRevision.Parse($"<</Certs[{proof}]>>"));
        })),
        Forbidden("a default value that is another object", static () => (Further with { FieldEntries = $"{Further.FieldEntries} /DV 5 0 R" }).Apply(Bases.SignedForm)),
        Forbidden("a new group with a widget of its own", static () => Change(static u => AddGroup(u, "<</T(evil)/Kids[{0} {1}]>>"))),
        Forbidden("a new group with an action", static () => Change(static u => AddGroup(u, "<</T(evil)/Kids[{0}]/AA<</K<</S/JavaScript/JS(x)>>>>>>"))),
        new(Name, "a lock on a field that is signed", static () => Change(
            static u => u.Edit(PdfForm.Read(u.View).Find("Signature1")!.Reference!, static field => field["Lock"] = TestRevision.Parse("<</Action/Include/Fields[(x)]>>"))), Verdict.Invalid, ReasonCodes.SignedFieldChanged),
        Page("a smaller crop box", "/CropBox[0 0 9 9]"),
        Page("a turned page", "/Rotate 90"),
        Page("other resources", "/Resources<</Font<<>>>>"),
        Page("a further content", "/Contents[5 0 R 5 0 R]"),
        Page("another type", "/Type/Pages"),
        Page("a unit", "/UserUnit 2"),
        Forbidden("usage rights dropped, and the certification with them", static () => Change(
            static u => u.Edit(u.Catalog, static catalog => catalog.Remove("Perms")),
            TestSignature.Certification(2).Apply(new TestPdf().SetCatalog("Perms", "<< /UR3 60 0 R >>").Put(60, "<< /Type /Sig >>").Build()))),
        Forbidden("usage rights that appear", static () => Change(static u => u.Edit(u.Catalog, static catalog => catalog["Perms"] = TestRevision.Parse("<</UR3<<>>>>")))),
        new(Name, "an object stream that is freed and still needed", static () => Change(static u => u.Free(Container(u)), Bases.SignedStream), Verdict.Indeterminate, ReasonCodes.DocumentRepaired),
        Forbidden("an object stream that is exchanged", static () => Change(static u =>
        {
            var stream = (PdfStream)u.View.GetObject(Container(u));
            string objects = Encoding.Latin1.GetString(u.View.Decode(stream)).Replace("/F1 12 Tf", "/F1 99 Tf", StringComparison.Ordinal);
            u.Put(Container(u), $"<</Type/ObjStm/N {Increment.Text(stream.Dictionary["N"]!)}/First {Increment.Text(stream.Dictionary["First"]!)}>>", Encoding.Latin1.GetBytes(objects));
        }, Bases.SignedStream)),
        Forbidden("another default appearance for fields that have none", static () => Change(
            static u => u.Edit((PdfReference)u.View.Catalog["AcroForm"]!, static form => form["DA"] = TestRevision.Parse("(/F1 99 Tf)")), Inheriting)),
        Forbidden("a default appearance dropped that fields need", static () => Change(
            static u => u.Edit((PdfReference)u.View.Catalog["AcroForm"]!, static form => form.Remove("DA")), Inheriting)),
        Forbidden("an empty field signed and turned into a button", static () => Change(
            static u => u.Edit(PdfForm.Read(u.View).Find("Approval")!.Reference!, static field => field["Ff"] = PdfInteger.Of(65536)), SignedBases.WithForm["table"])),
        Forbidden("an empty field signed and moved", static () => Change(
            static u => u.Edit(PdfForm.Read(u.View).Find("Approval")!.Reference!, static field => field["Rect"] = TestRevision.Parse("[0 0 600 700]")), SignedBases.WithForm["table"])),
    ];

    /// <summary>Its text field draws with what the form says.</summary>
    private static byte[] Inheriting => new TestSignature().Apply(new TestPdfText().Basics("/AcroForm 6 0 R", "/Annots [7 0 R]")
        .Object(6, "<< /Fields [7 0 R] /DA (/Helv 9 Tf 0 g) >>")
        .Object(7, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /P 3 0 R /Rect [9 9 99 29] >>")
        .Table().End().Build());

    private static Attack Unknown(string variant, Func<byte[]> build) => new(Name, variant, build, Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed);

    private static Attack Forbidden(string variant, Func<byte[]> build) => new(Name, variant, build, Verdict.Invalid, ReasonCodes.ChangeForbidden);

    private static Attack Page(string variant, string entries) => new(Name, variant, () => Change(u => u.Edit(u.Page, page =>
    {
        foreach ((string key, PdfObject value) in TestRevision.Dictionary($"<<{entries}>>"))
        {
            page[key] = value;
        }
    })), Verdict.Invalid, ReasonCodes.PageChanged);

    private static byte[] Change(Action<Increment> change, byte[]? document = null)
    {
        using var update = new Increment(document ?? Bases.SignedForm, new WritingStyle());
        change(update);
        return update.Write();
    }

    private static byte[] Sign(WritingStyle style, byte[]? document = null) => new Anyone("anyone", style).Sign(document ?? Bases.SignedForm, new SigningAct());

    /// <summary>An update with a group in the form and two kids: a signature field and a widget that draws.</summary>
    private static void AddGroup(Increment update, string group)
    {
        int place = update.Reserve();
        string field = update.Add($"<</FT/Sig/T(below)/Parent {place} 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/P 3 0 R>>");
        string ink = update.Add("<</Type/XObject/Subtype/Form/BBox[0 0 600 700]>>", Draws);
        string widget = update.Add($"<</Type/Annot/Subtype/Widget/Rect[0 0 600 700]/Parent {place} 0 R/P 3 0 R/AP<</N {ink}>>>>");
        update.Put(place, string.Format(CultureInfo.InvariantCulture, group, field, widget));
        update.Append((PdfReference)update.View.Catalog["AcroForm"]!, "Fields", $"{place} 0 R");
        update.Append(update.Page, "Annots", field);
        update.Append(update.Page, "Annots", widget);
    }

    private static int Container(Increment update) => update.View.TryGet(3, out CrossReferenceEntry page) && page.Kind == CrossReferenceKind.InStream
        ? page.StreamNumber : Enumerable.Range(4, 60).Select(number => update.View.TryGet(number, out CrossReferenceEntry entry) ? entry.StreamNumber : 0).First(static number => number > 0);

    /// <summary>
    /// A later hybrid revision. With two texts: a table and a stream that name two objects 4. Without: a table in which the page's content
    /// is free, and a stream that has it where it always was.
    /// </summary>
    private static byte[] Hybrid(string? first, string? second)
    {
        byte[] document = Bases.SignedForm;
        string objects = first is null ? "" : $"{Same(first)}{Same(second!)}";
        long content = Encoding.Latin1.GetString(document).IndexOf("\n5 0 obj", StringComparison.Ordinal) + 1;
        (int number, long place) = first is null ? (5, content) : (4, document.Length + Same(first).Length);
        int stream = document.Length + objects.Length;
        string row = Encoding.Latin1.GetString([1, (byte)(place >> 24), (byte)(place >> 16), (byte)(place >> 8), (byte)place, 0]);
        objects += $"80 0 obj\n<</Type/XRef/W[1 4 1]/Index[{number} 1]/Size 90/Length 6>>\nstream\n{row}\nendstream\nendobj\n";
        return Bases.Update(document, objects, at => first is null ? "5 1\n0000000000 00000 f \n" : Bases.Row(4, at), $"/Size 90/Root 1 0 R/XRefStm {stream}");
    }

    /// <summary>Object 4 as it is: only where it stands is in question.</summary>
    private static string Same(string comment) => $"4 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>{comment}\nendobj\n";
}
