using System.IO.Compression;
using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Tests.Cms;
using Signing.Core.Tests.Verification.Attacks;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification;

/// <summary>Document security stores as others write them, and what hides behind one.</summary>
internal static class SecurityStores
{
    private const string Name = "validation data";

    private static readonly byte[] Overlay = Encoding.ASCII.GetBytes("BT (pay 9 dong) Tj ET");

    /// <summary>What may follow a signature.</summary>
    internal static IReadOnlyDictionary<string, Func<byte[]>> Legitimate { get; } = new Dictionary<string, Func<byte[]>>
    {
        ["validation data"] = static () => Add(Bases.SignedForm, static r => Store(r, r.Add($"<< /Type /DSS /Certs [{Proof(r)}] >>"))),
        ["validation data, stream"] = static () => Add(Bases.SignedStream, static r => Store(r, r.Add($"<< /Certs [{Proof(r)} {Proof(r)}] >>"))),
        ["validation data in the catalog itself"] = static () => Add(Bases.SignedForm, static r => Store(r, TestRevision.Parse($"<< /OCSPs [{Proof(r)}] >>"))),
        ["validation data, all indirect and compressed"] = static () => Add(Bases.SignedForm, static r => Store(r, r.Add(
            $"<< /CRLs {r.Add($"[{Compressed(r)}]")} /VRI {r.Add($"<< /0123456789ABCDEF0123456789ABCDEF01234567 {r.Add($"<< /Type /VRI /CRL {r.Add($"[{Compressed(r)}]")} /TU (D:20260101000000Z) /TS {Proof(r)} >>")} >>")} >>"))),
        ["validation data, announced as Adobe does"] = static () => Add(Bases.SignedForm, static r =>
        {
            Store(r, r.Add($"<< /Type /DSS /Certs [{Proof(r)}] >>"));
            Catalog(r, "Extensions", TestRevision.Parse("<< /ADBE << /BaseVersion /1.7 /ExtensionLevel 5 >> >>"));
        }),
        ["validation data that grows"] = static () => Grow(Add(Bases.SignedForm, static r => Store(r, r.Add($"<< /Type /DSS /Certs [{Proof(r)}] >>")))),
        ["validation data with a document time-stamp"] = static () => (TestSignature.Timestamp() with
        {
            Also = static r => Store(r, r.Add($"<< /Type /DSS /Certs [{Proof(r)}] >>")),
        }).Apply(Bases.SignedForm),
        ["validation data, and an object that nothing needs"] = static () => Add(Bases.SignedForm, static r =>
        {
            Store(r, r.Add($"<< /Type /DSS /Certs [{Proof(r)}] >>"));
            r.Add("<< /Type /Annot >>");
        }),
        ["validation data where nothing is permitted"] = static () => Add(Bases.Certified(1), static r => Store(r, r.Add($"<< /Type /DSS /Certs [{Proof(r)}] >>"))),
    };

    internal static IEnumerable<Attack> All =>
    [
        Hidden("a page's content among the certificates", static r => Store(r.Put(5, "<< >>", Overlay), r.Add("<< /Type /DSS /Certs [5 0 R] >>"))),
        Hidden("a content that a page had waited for", static r => Store(r.Put(60, "<< >>", Overlay), r.Add("<< /Type /DSS /Certs [60 0 R] >>")), Bases.Shadow),
        Hidden("a form among the certificates", static r => Store(r, r.Add($"<< /Certs [{r.Add("<< /Subtype /Form /BBox [0 0 9 9] >>", Overlay)}] >>"))),
        Hidden("data that are elsewhere", static r => Store(r, r.Add($"<< /Certs [{r.Add("<< /F (elsewhere) >>", Overlay)}] >>"))),
        Hidden("a field among the certificates", static r => Store(r, r.Add("<< /Certs [6 0 R] >>"))),
        Hidden("a proof that the page's content becomes, too", static r => Store(r.Set(3, "Contents", "[5 0 R 60 0 R]").Put(60, "<< >>", Overlay), r.Add("<< /Certs [60 0 R] >>"))),
        Hidden("a proof that is an annotation's appearance, too", static r => Store(
            r.Put(60, "<< >>", Overlay).Set(6, "AP", "<< /N 60 0 R >>"), r.Add("<< /Certs [60 0 R] >>"))) with { Verdict = Verdict.Indeterminate, Code = ReasonCodes.ChangesNotAnalysed },
        Hidden("a certificate that is no stream", static r => Store(r, r.Add($"<< /Certs [{r.Add("<< /S /JavaScript /JS (x) >>")}] >>"))),
        Hidden("a certificate that is not there", static r => Store(r, r.Add("<< /Certs [99 0 R] >>"))),
        Hidden("an action in the store", static r => Store(r, r.Add("<< /Type /DSS /S /JavaScript /JS (x) >>"))),
        Hidden("an action in a signature's entry", static r => Store(r, r.Add("<< /VRI << /00 << /S /JavaScript /JS (x) >> >> >>"))),
        Hidden("a page as the store", static r => Store(r, new PdfReference(3, 0))),
        Hidden("a page that becomes the store", static r => Store(r.Put(3, "<< /Type /DSS >>"), new PdfReference(3, 0))),
        Hidden("another action in the catalog", static r =>
        {
            Store(r, r.Add($"<< /Type /DSS /Certs [{Proof(r)}] >>"));
            Catalog(r, "OpenAction", TestRevision.Parse("<< /S /JavaScript /JS (x) >>"));
        }),
        Hidden("another page", static r => Store(r.Put(3, "<< /Type /Page /Parent 2 0 R /Rotate 180 >>"), r.Add($"<< /Type /DSS /Certs [{Proof(r)}] >>"))),
        Hidden("an announcement of more", static r =>
        {
            Store(r, r.Add($"<< /Type /DSS /Certs [{Proof(r)}] >>"));
            Catalog(r, "Extensions", TestRevision.Parse("<< /ADBE << /BaseVersion /1.7 /JS (x) >> >>"));
        }),
        new(Name, "a proof that is replaced", static () => Replace(Add(Bases.SignedForm, static r => Store(r, r.Add($"<< /Type /DSS /Certs [{Proof(r)}] >>")))), Verdict.Invalid, ReasonCodes.ChangeForbidden),
    ];

    private static Attack Hidden(string variant, Action<TestRevision> change, byte[]? document = null) =>
        new(Name, variant, () => Add(document ?? Bases.SignedForm, change), Verdict.Invalid, ReasonCodes.ChangeForbidden);

    private static byte[] Add(byte[] document, Action<TestRevision> change) => TestRevision.Apply(document, change);

    private static byte[] Grow(byte[] document) => Add(document, static r =>
    {
        var place = (PdfReference)r.View.Catalog["DSS"]!;
        PdfDictionary store = r.Take(place);
        PdfArray certificates = ((PdfArray)store["Certs"]!).Clone();
        certificates.Add(Proof(r));
        store["Certs"] = certificates;
        r.Update.Replace(place, store);
    });

    private static byte[] Replace(byte[] document) => Add(document, static r =>
    {
        PdfDictionary store = r.Take((PdfReference)r.View.Catalog["DSS"]!);
        r.Update.Replace((PdfReference)((PdfArray)store["Certs"]!)[0], new PdfStream([], Overlay));
        r.Update.Replace((PdfReference)r.View.Catalog["DSS"]!, store);
    });

    private static void Store(TestRevision revision, PdfObject store) => Catalog(revision, "DSS", store);

    private static void Catalog(TestRevision revision, string key, PdfObject value) => revision.Set(revision.View.CatalogReference, key, value);

    private static PdfReference Proof(TestRevision revision) => revision.Add("<< >>", TestKey.Rsa.Certificate.ToArray());

    private static PdfReference Compressed(TestRevision revision)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal))
        {
            zlib.Write(TestKey.Rsa.Certificate.ToArray());
        }
        return revision.Add("<< /Filter /FlateDecode >>", data.ToArray());
    }
}
