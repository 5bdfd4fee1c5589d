using System.Text;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>
/// Signatures whose value is right in documents whose structure is not: integrity is told, nothing is proven, and no
/// signature is passed over because nothing leads to it.
/// </summary>
public sealed class DamagedSignatureTests
{
    private static readonly Dictionary<string, Func<byte[]>> Intact = new(StringComparer.Ordinal)
    {
        ["signed with a wrong startxref"] = static () => Signed(static text => text.Replace("startxref\n", "startxref\n1", StringComparison.Ordinal)),
        ["signed without startxref"] = static () => Signed(static text => text[..text.IndexOf("startxref", StringComparison.Ordinal)]),
        ["signed with a /Prev to nowhere"] = static () => Signed(static text => text.Replace("/Prev ", "/Prev 9999", StringComparison.Ordinal)),
        ["signed with a table that is none"] = static () => Signed(static text => text.Replace("\nxref\n", "\nxxxx\n", StringComparison.Ordinal)),
        ["signed with another object's number"] = static () => Signed(static text => text.Replace("1 0 obj\n", "8 0 obj\n", StringComparison.Ordinal)),
        ["much behind the end"] = static () => Bases.Append(Bases.Signed, new string('x', 3000)),
        ["another catalog behind the end"] = static () => Bases.Append(Bases.Signed, $"\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n{new string('x', 3000)}"),
        ["another catalog, and a name in another spelling"] = static () => Bases.Append(
            new TestSignature { Also = static r => r.Edit = static text => text.Replace("/Type /Sig /", "/Typ#65 /S#69g /", StringComparison.Ordinal) }.Apply(Verify.SmallTable),
            $"\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n{new string('x', 3000)}"),
        ["the signature's number given away"] = static () => Bases.Append(Bases.Signed, $"\n4 0 obj\nnull\nendobj\n5 0 obj\nnull\nendobj\n{new string('x', 3000)}"),
        ["a time-stamp behind it"] = static () => Bases.Append(TestSignature.Timestamp().Apply(Bases.Signed), new string('x', 3000)),
        ["signed twice"] = static () => Bases.Append(new TestSignature { Field = "Signature2" }.Apply(Bases.Signed), new string('x', 3000)),
    };

    public static TheoryData<string> Cases => [.. Intact.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_IntactSignatureInADamagedDocument_IndeterminateAndNamed(string name)
    {
        byte[] document = Intact[name]();
        int signatures = Bases.Text(document).Split("/ByteRange").Length - 1;

        VerificationReport report = Verify.Judge(document);

        Assert.True(report.Document.Repaired);
        Assert.Equal(Verdict.Indeterminate, report.Verdict);
        Assert.Contains(report.Reasons, static reason => reason.Code == ReasonCodes.DocumentRepaired);
        Assert.Equal(signatures, report.Signatures.Count);
        Assert.All(report.Signatures, static signature =>
        {
            Assert.Equal((Integrity.Intact, Indication.Indeterminate, ChangeLevel.Unknown), (signature.Integrity, signature.Indication, signature.Changes.Level));
            Assert.Contains(signature.Reasons, static reason => reason.Code == ReasonCodes.DocumentRepaired);
        });
        Sentences.AssertWhole(report);
        Sentences.AssertWhole(Verify.Judge(document, language: "vi"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_ImportedEvidenceOfADamagedDocument_SameReport(string name)
    {
        Evidence evidence = Verify.Collect(Intact[name]());
        Evidence imported = Evidence.Import(evidence.Export());

        Assert.Equal(
            Encoding.UTF8.GetString(ReportJson.Serialize(PdfVerifier.Judge(evidence, ValidationPolicy.Offline, Verify.Now))),
            Encoding.UTF8.GetString(ReportJson.Serialize(PdfVerifier.Judge(imported, ValidationPolicy.Offline, Verify.Now))));
    }

    [Fact]
    public void Judge_SignatureWithoutAnObjectAroundIt_IsTold()
    {
        string text = Bases.Text(Bases.Signed);
        int signature = text.LastIndexOf(" obj\n<</Type /Sig", StringComparison.Ordinal);
        byte[] document = Encoding.Latin1.GetBytes(text[..signature] + " OBJ" + text[(signature + 4)..]);

        VerificationReport report = Verify.Judge(Bases.Append(document, new string('x', 3000)));

        Assert.Equal(Verdict.Invalid, report.Verdict);
        Assert.Contains(Assert.Single(report.Signatures).Reasons, static reason => reason.Code == ReasonCodes.SignatureMalformed);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.7)]
    [InlineData(0.95)]
    public void Judge_CutWithinTheSignature_IsToldAndNotUnsigned(double part)
    {
        string text = Bases.Text(Bases.Signed);
        int from = text.IndexOf("/Contents <", StringComparison.Ordinal);
        int to = text.IndexOf('>', from);
        byte[] document = Encoding.Latin1.GetBytes(text[..(from + (int)((to - from) * part))]);

        VerificationReport report = Verify.Judge(document);

        Assert.Equal(Verdict.Invalid, report.Verdict);
        Assert.Single(report.Signatures);
    }

    private static byte[] Signed(Func<string, string> edit) => new TestSignature { Also = revision => revision.Edit = edit }.Apply(Verify.SmallTable);
}
