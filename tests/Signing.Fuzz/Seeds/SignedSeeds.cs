using Signing.Core.Cms;
using Signing.Core.Creation;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;

namespace Signing.Fuzz.Seeds;

/// <summary>Signed documents, made with the library: valid as they are, for whoever trusts <see cref="SeedPki"/>.</summary>
internal static class SignedSeeds
{
    private const int StampedRoom = 12_000;

    internal static IReadOnlyList<byte[]> All { get; } = [.. Make()];

    /// <summary>A signature that waits for its value, with the document that it is for.</summary>
    internal static (byte[] Document, PreparedSignature State) Prepare(byte[] document, SignatureOptions? options = null)
    {
        using PdfSigner signer = NewSigner();
        options ??= new();
        options.Issuers = SeedPki.Key.Chain;
        return (document, signer.PrepareAsync(new MemoryStream(document), SeedPki.Key.Certificate, options).GetAwaiter().GetResult());
    }

    internal static PdfSigner NewSigner(PdfBudget? budget = null) => new(new()
    {
        Trust = SeedPki.Trust,
        SignerStatusUnknown = SignerStatusUnknown.Proceed,
        Budget = budget ?? new PdfBudget(),
        TimeProvider = new FixedTime(),
    });

    private static IEnumerable<byte[]> Make()
    {
        foreach (TestPdfForm form in Enum.GetValues<TestPdfForm>())
        {
            byte[] signed = Sign(Base(form).Build());
            yield return signed;
            yield return Sign(signed, new() { Reason = "again" });
            yield return SignAndStamp(Base(form).AddSignatureField("place", "/Lock << /Type /SigFieldLock /Action /All >>").Build(), new() { Field = "place" });
            yield return Stamp(signed);
            yield return Sign(Base(form).AddTextField("note").Build(), new() { Certify = CertificationLevel.FormFilling });
        }
    }

    /// <summary>A document that brings the proofs along, so that its signatures are valid without the network.</summary>
    private static TestPdf Base(TestPdfForm form)
    {
        var pdf = new TestPdf(form) { Compresses = false };
        int crl = pdf.Add("<< >>", SeedPki.Crl);
        int ocsp = pdf.Add("<< >>", SeedPki.Ocsp);
        return pdf.SetCatalog("DSS", $"<< /CRLs [{crl} 0 R] /OCSPs [{ocsp} 0 R] >>");
    }

    private static byte[] Sign(byte[] document, SignatureOptions? options = null)
    {
        using PdfSigner signer = NewSigner();
        using var output = new MemoryStream();
        signer.SignAsync(new MemoryStream(document), output, SeedPki.Key, options).GetAwaiter().GetResult();
        return output.ToArray();
    }

    private static byte[] SignAndStamp(byte[] document, SignatureOptions options)
    {
        options.ContentsSize = StampedRoom;
        PreparedState state = Prepare(document, options).State.State;
        byte[] value = SeedPki.Key.SignDataAsync(state.SignedAttributes, state.Algorithm).AsTask().GetAwaiter().GetResult();
        return [.. document, .. state.Fill(CmsWriter.Write(state.SignedAttributes, state.Algorithm, value, state.Certificates, SeedPki.Stamp(value)))];
    }

    /// <summary>Adds a document time-stamp in a new field (ISO 32000-2, 12.8.5).</summary>
    private static byte[] Stamp(byte[] document)
    {
        using PdfDocument pdf = PdfDocument.Open(PdfSource.FromMemory(document));
        var update = new PdfUpdate(pdf);
        PdfReference value = update.Add(new PdfDictionary
        {
            { "Type", new PdfName("DocTimeStamp") },
            { "Filter", new PdfName("Adobe.PPKLite") },
            { "SubFilter", new PdfName("ETSI.RFC3161") },
            { "ByteRange", new PdfByteRangeSlot() },
            { "Contents", new PdfContentsHole(StampedRoom) },
        });
        PdfReference field = update.Add(new PdfDictionary
        {
            { "Type", new PdfName("Annot") },
            { "Subtype", new PdfName("Widget") },
            { "FT", new PdfName("Sig") },
            { "T", PdfString.FromAscii("Stamp") },
            { "Rect", new PdfArray(PdfInteger.Of(0), PdfInteger.Of(0), PdfInteger.Of(0), PdfInteger.Of(0)) },
            { "V", value },
        });
        PdfForm form = PdfForm.Read(pdf.Current);
        PdfDictionary grown = form.Dictionary!.Clone();
        PdfArray fields = pdf.Current.Get<PdfArray>(grown, "Fields")!.Clone();
        fields.Add(field);
        grown["Fields"] = fields;
        if (form.Reference is { } place)
        {
            update.Replace(place, grown);
        }
        else
        {
            PdfDictionary catalog = pdf.Current.Catalog.Clone();
            catalog["AcroForm"] = grown;
            update.Replace(pdf.Current.CatalogReference, catalog);
        }
        PdfUpdateResult written = update.Write();
        byte[] bytes = [.. document, .. written.Bytes.Span];
        int hole = document.Length + written.HoleStart;
        byte[] content = [.. bytes[..hole], .. bytes[(hole + written.HoleLength)..]];
        Convert.TryToHexStringLower(SeedPki.Stamp(content), new Span<byte>(bytes, hole + 1, written.HoleLength - 2), out _);
        return bytes;
    }
}
