using System.Text;
using Signing.Core.Creation;
using Signing.Core.Tests.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Documents that readers read in different ways: one reading is made the only one where that can be done, and the signer is told.</summary>
public sealed class AmbiguousDocumentTests(World world)
{
    private const string Catalog = "<</Type/Catalog/Pages 2 0 R>>";
    private const string Pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    private const string Page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>";
    private const string Content = "<</Length 21>>\nstream\nBT (pay 1 dong) Tj ET\nendstream";

    private static byte[] Twice(string before) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Verify.Table(Catalog, Pages, Page, Content))
        .Replace(before, "% 4 0 obj <</Length 0>> stream endstream endobj\n" + before, StringComparison.Ordinal));

    [Fact]
    public async Task Sign_NothingOdd_NothingIsSaid()
    {
        (byte[] signed, string[] notes) = await SignAsync(Verify.Table(Catalog, Pages, Page, Content));

        Assert.Empty(notes);
        Assert.Empty(await ReasonsAsync(signed, Verdict.Valid));
    }

    [Fact]
    public async Task Sign_StreamWithAWrongLength_IsWrittenAnew()
    {
        byte[] document = Verify.Table(Catalog, Pages, Page, Content.Replace("21", "5", StringComparison.Ordinal));
        (byte[] signed, string[] notes) = await SignAsync(document);

        Assert.Equal([SigningNoteCodes.DocumentRepaired], notes);
        Assert.Contains("/Length 21", Encoding.Latin1.GetString(signed.AsSpan(document.Length)), StringComparison.Ordinal);
        Assert.Empty(await ReasonsAsync(signed, Verdict.Valid));
    }

    [Theory]
    [InlineData("0 5\n", true)]
    [InlineData("trailer\n", true)]
    // Behind the end of the file's only revision it is a piece of the signature's, whose object comes later.
    [InlineData("%%EOF\n", false)]
    public async Task Sign_ObjectThatStandsTwice_TheOneThatCountsIsWrittenAnew(string before, bool isTold)
    {
        byte[] document = Twice(before);
        (byte[] signed, string[] notes) = await SignAsync(document);

        Assert.Equal([SigningNoteCodes.AmbiguousStructure], notes);
        Assert.Contains("pay 1 dong", Encoding.Latin1.GetString(signed.AsSpan(document.Length)), StringComparison.Ordinal);
        Assert.Equal(isTold ? [ReasonCodes.AmbiguousStructure] : [], await ReasonsAsync(signed, Verdict.Valid));
    }

    [Fact]
    public async Task Sign_KeyThatStandsTwice_IsToldAndStaysOpen()
    {
        (byte[] signed, string[] notes) = await SignAsync(
            Verify.Table(Catalog, Pages, Page.Replace("/Contents", "/Contents 5 0 R/Contents", StringComparison.Ordinal), Content, Content.Replace('1', '9').Replace("29", "21", StringComparison.Ordinal)));

        Assert.Equal([SigningNoteCodes.AmbiguousStructure], notes);
        Assert.Equal([ReasonCodes.AmbiguousStructure], await ReasonsAsync(signed, Verdict.Indeterminate));
    }

    [Fact]
    public async Task Sign_WhatOthersSigned_StaysAsItIs()
    {
        byte[] document = new TestSignature().Apply(Twice("0 5\n"));
        (byte[] signed, string[] notes) = await SignAsync(document);

        Assert.Equal([SigningNoteCodes.AmbiguousStructure], notes);
        Assert.DoesNotContain("pay 1 dong", Encoding.Latin1.GetString(signed.AsSpan(document.Length)), StringComparison.Ordinal);
        Assert.Equal([ReasonCodes.AmbiguousStructure], await ReasonsAsync(signed, Verdict.Indeterminate));
    }

    [Fact]
    public async Task Sign_TwiceWhereFormAndInformationAreOneObject_BothHold()
    {
        string plain = Encoding.Latin1.GetString(Verify.Table(
            "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>", Pages, Page, Content, "<</Producer(a library)/NeedAppearances true/Fields[]>>"));
        byte[] document = Encoding.Latin1.GetBytes(plain.Replace("/Root 1 0 R", "/Root 1 0 R/Info 5 0 R", StringComparison.Ordinal));

        byte[] twice = await world.SignAsync(await world.SignAsync(document), world.OfficialEc);

        VerificationReport report = await world.VerifyAsync(twice);
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal(2, report.Signatures.Count);
    }

    private async Task<(byte[] Signed, string[] Notes)> SignAsync(byte[] document)
    {
        using var output = new MemoryStream();
        SigningResult result = await world.Signer.SignAsync(new MemoryStream(document), output, world.Agency, cancellationToken: TestContext.Current.CancellationToken);
        return (output.ToArray(), [.. result.Notes.Select(static note => note.Code)]);
    }

    private async Task<string[]> ReasonsAsync(byte[] signed, Verdict verdict)
    {
        VerificationReport report = await world.VerifyAsync(signed);
        Assert.Equal(verdict, report.Verdict);
        return [.. report.Reasons.Select(static reason => reason.Code)];
    }
}
