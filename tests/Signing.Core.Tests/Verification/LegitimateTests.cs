using Signing.Core.Pdf;
using Signing.Core.Tests.Cms;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;
using Samples = Signing.Core.Tests.Cms.Samples;

namespace Signing.Core.Tests.Verification;

/// <summary>What may follow a signature without taking anything from it.</summary>
public sealed class LegitimateTests
{
    private static readonly TestSignature Further = new() { Field = "Signature2", Cms = static content => TestSignature.Sign(content, TestKey.Rsa), Room = 2000 };

    private static readonly TestSignature Blank = Further with
    {
        FieldEntries = Further.FieldEntries + " /AP << /N 60 0 R >>",
        Also = static revision => revision.Put(60, "<< /Type /XObject /Subtype /Form /FormType 1 /BBox [0 0 0 0] /Resources << >> >>", []),
    };

    private static readonly Dictionary<string, (Func<byte[]> Build, ChangeLevel[] Levels)> Cases = new(StringComparer.Ordinal)
    {
        ["one signature"] = (static () => Bases.Signed, [ChangeLevel.None]),
        ["a further signature, table"] = (static () => Further.Apply(Bases.SignedForm), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a further signature, stream"] = (static () => Further.Apply(Bases.SignedStream), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a further signature, hybrid"] = (static () => Further.Apply(new TestSignature().Apply(TestPdf.Create(TestPdfForm.Hybrid))), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a further signature, linearized"] = (static () => Further.Apply(new TestSignature().Apply(new TestPdf { IsLinearized = true }.Build())), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a further signature without a page of its own"] = (static () => Further.Apply(new TestSignature().Apply(Verify.Table("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"))), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a further signature with a blank appearance"] = (static () => Blank.Apply(Bases.SignedForm), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a further signature with a blank appearance, stream"] = (static () => Blank.Apply(Bases.SignedStream), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a further signature on a page without its type"] = (
            static () => Further.Apply(new TestSignature().Apply(new TestPdf().Put(3, "<< /Parent 2 0 R /Contents 5 0 R >>").Build())), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["two further signatures"] = (static () => (Further with { Field = "Signature3" }).Apply(Further.Apply(Bases.SignedForm)), [ChangeLevel.FormFilling, ChangeLevel.FormFilling, ChangeLevel.None]),
        ["an empty field filled"] = (static () => Further.Apply(new TestSignature().Apply(new TestPdf().AddSignatureField("Signature2").Build())), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["an empty nested field filled, stream"] = (
            static () => (Further with { Field = "a.b.c" }).Apply(new TestSignature().Apply(new TestPdf(TestPdfForm.ObjectStreams).AddSignatureField("a.b.c").Build())), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a document time-stamp"] = (static () => TestSignature.Timestamp().Apply(Bases.SignedForm), [ChangeLevel.Archival, ChangeLevel.None]),
        ["two document time-stamps, stream"] = (
            static () => TestSignature.Timestamp("Stamp2").Apply(TestSignature.Timestamp().Apply(Bases.SignedStream)), [ChangeLevel.Archival, ChangeLevel.Archival, ChangeLevel.None]),
        ["a document time-stamp where nothing is permitted"] = (static () => TestSignature.Timestamp().Apply(Bases.Certified(1)), [ChangeLevel.Archival, ChangeLevel.None]),
        ["a signature where form filling is permitted"] = (static () => Further.Apply(Bases.Certified(2)), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a signature where annotations are permitted"] = (static () => Further.Apply(Bases.Certified(3)), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a lock on another field"] = (static () => Further.Apply(TestSignature.FieldMdp("/Action /Include /Fields [(note)]").Apply(Bases.Form)), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a lock on all but this field"] = (static () => Further.Apply(TestSignature.FieldMdp("/Action /Exclude /Fields [(Signature2)]").Apply(Bases.Form)), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["an update of nothing"] = (static () => Bases.Update(Bases.Signed, "", static _ => "0 0\n"), [ChangeLevel.None]),
        ["an update of comments"] = (static () => Bases.Update(Bases.Signed, "% nothing\n", static _ => "0 0\n"), [ChangeLevel.None]),
        ["objects written as they were"] = (
            static () => TestRevision.Apply(Bases.SignedForm, static r => r.Update.Replace(new PdfReference(3, 0), r.View.GetObject(3))), [ChangeLevel.None]),
        ["a content written as it was"] = (static () => TestRevision.Apply(Bases.SignedForm, static r => r.Update.Replace(new PdfReference(5, 0), r.View.GetObject(5))), [ChangeLevel.None]),
        ["an object that nothing refers to"] = (static () => TestRevision.Apply(Bases.SignedForm, static r => r.Add("<< /Type /Annot /Subtype /Stamp >>")), [ChangeLevel.None]),
        ["an extension announced"] = (
            static () => TestRevision.Apply(Bases.SignedForm, static r => r.SetCatalog("Extensions", "<< /ADBE << /BaseVersion /1.7 /ExtensionLevel 5 >> >>")), [ChangeLevel.None]),
        ["a later version"] = (static () => TestRevision.Apply(Bases.SignedForm, static r => r.SetCatalog("Version", "/2.0")), [ChangeLevel.None]),
        ["a new empty signature field"] = (
            static () => TestRevision.Apply(Bases.Certified(2), static r => r.Set(7, "Fields", $"[6 0 R 9 0 R {r.Add("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature2) /Rect [0 0 0 0] /F 132 >>")}]")), [ChangeLevel.FormFilling]),
        ["a further signature with a rectangle and nothing in it"] = (
            static () => (Further with { FieldEntries = "/Type /Annot /Subtype /Widget /FT /Sig /F 4 /Rect [0 0 612 792]" }).Apply(Bases.Certified(2)), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a further signature with an appearance that no rectangle shows"] = (
            static () => (Blank with { Also = static r => r.Put(60, "<< /Subtype /Form /BBox [0 0 612 792] >>", "0 0 612 792 re f"u8.ToArray()) }).Apply(Bases.Certified(2)), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["white space at the end"] = (static () => Bases.Append(Bases.Signed, "\r\n \t\0\0\0\n"), [ChangeLevel.None]),
        ["much white space at the end"] = (static () => Bases.Append(Bases.Signed, new string('\0', 100_000)), [ChangeLevel.None]),
        ["no line end before the update"] = (static () => Further.Apply(new TestSignature().Apply(Verify.SmallTable[..^1])), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["white space before the update"] = (static () => Further.Apply(Bases.Append(Bases.Signed, " \r\n\r\n")), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["a comment before the update"] = (static () => Further.Apply(Bases.Append(Bases.Signed, "% made by hand\n")), [ChangeLevel.FormFilling, ChangeLevel.None]),
        ["an older form"] = (
            static () => new TestSignature { Head = "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached" }.Apply(Verify.SmallTable), [ChangeLevel.None]),
        ["contents before the byte range"] = (static () => new TestSignature { IsContentsFirst = true }.Apply(Verify.SmallTable), [ChangeLevel.None]),
        ["CMS in BER"] = (static () => new TestSignature { Room = 2000, Cms = static content => Indefinite(TestSignature.Sign(content, TestKey.P256)) }.Apply(Verify.SmallTable), [ChangeLevel.None]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Judge_LegitimateDocument_Valid(string name)
    {
        VerificationReport report = Verify.Judge(Cases[name].Build());

        Assert.Equal([], report.Signatures.SelectMany(static s => s.Changes.Findings).Where(static f => f.Code == ReasonCodes.ChangesNotAnalysed).Select(static f => f.ToString()));
        Assert.All(report.Signatures, static signature => Assert.Equal((Verdict.Valid, Integrity.Intact), (signature.Verdict, signature.Integrity)));
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal(Cases[name].Levels, report.Signatures.Select(static signature => signature.Changes.Level));
    }

    /// <summary>The outermost SEQUENCE, whose tag and length take four octets, with an indefinite length.</summary>
    private static byte[] Indefinite(byte[] der) => [0x30, 0x80, .. der[4..], 0, 0];

    [Fact]
    public void Judge_DocumentTimestamp_ProvesTheTimeOfTheSignatureBefore()
    {
        SignatureReport signature = Verify.Judge(TestSignature.Timestamp().Apply(Bases.SignedForm)).Signatures[0];

        Assert.Equal("PAdES-B-T", signature.Level);
        Assert.Equal(Samples.Time, signature.BestTime);
        Assert.Equal(TimestampKind.Document, Assert.Single(signature.Timestamps).Kind);
    }

    [Fact]
    public void Judge_OnlyTimestamps_UnsignedAndSaidSo()
    {
        VerificationReport report = Verify.Judge(TestSignature.Timestamp().Apply(Bases.Form));

        Assert.Equal(Verdict.Unsigned, report.Verdict);
        Assert.Equal(ReasonCodes.TimestampOnly, Assert.Single(report.Reasons).Code);
        SignatureReport timestamp = Assert.Single(report.Signatures);
        Assert.Equal((SignatureKind.DocumentTimestamp, Verdict.Valid, Integrity.Intact), (timestamp.Kind, timestamp.Verdict, timestamp.Integrity));
        Assert.Null(timestamp.Level);
    }

    public static TheoryData<string> StoreNames => [.. SecurityStores.Legitimate.Keys];

    [Theory]
    [MemberData(nameof(StoreNames))]
    public void Judge_ValidationDataAdded_ArchivalAndValid(string name)
    {
        VerificationReport report = Verify.Judge(SecurityStores.Legitimate[name]());

        Assert.Equal([], report.Signatures.SelectMany(static s => s.Changes.Findings).Where(static f => f.Code == ReasonCodes.ChangesNotAnalysed).Select(static f => f.Message));
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal(ChangeLevel.Archival, report.Signatures[0].Changes.Level);
        Assert.Contains(report.Signatures[0].Changes.Findings, static f => f.Code == ReasonCodes.ValidationDataAdded);
    }

    [Fact]
    public void Judge_TimestampThenForbiddenChange_TimestampStaysValid()
    {
        VerificationReport report = Verify.Judge(Bases.Append(TestSignature.Timestamp().Apply(Bases.SignedForm), "x"));

        Assert.Equal([Verdict.Invalid, Verdict.Valid], report.Signatures.Select(static signature => signature.Verdict));
    }
}
