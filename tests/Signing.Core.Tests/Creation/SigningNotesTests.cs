using Signing.Core.Creation;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>What signing remarks about a document, by every way of signing.</summary>
public sealed class SigningNotesTests(World world)
{
    private const string Xfa = "AcroForm << /Fields [] /XFA [(template) 900 0 R (datasets) 901 0 R] >>";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Lang (vi)", "")]
    [InlineData("AcroForm << /Fields [] /XFA null >>", "")]
    [InlineData("AcroForm << /Fields [] /XFA 999 0 R >>", "")]
    [InlineData("AcroForm << /Fields [] /XFA [] >>", "")]
    [InlineData(Xfa, "XFA_KEPT")]
    [InlineData("Perms << /DocMDP 999 0 R >>", "")]
    [InlineData("Perms << /UR3 << /Type /Sig >> >>", "USAGE_RIGHTS_KEPT")]
    [InlineData("Perms << /UR << /Type /Sig >> >>", "USAGE_RIGHTS_KEPT")]
    public async Task Sign_SaysWhatItKept(string entry, string expected)
    {
        byte[] document = With(entry).Build();
        using var output = new MemoryStream();

        SigningResult result = await world.Signer.SignAsync(new MemoryStream(document), output, world.Agency, cancellationToken: Cancellation);
        SigningUpdate update = await world.Signer.CreateUpdateAsync(new MemoryStream(document), world.Agency, cancellationToken: Cancellation);

        Assert.Equal(expected, string.Join(' ', result.Notes.Select(static note => note.Code)));
        Assert.Equal(result.Notes.Select(static note => note.Message), update.Notes.Select(static note => note.Message));
        Assert.All(result.Notes, static note => Assert.NotEqual(note.Code, Messages.Get(note.Code, "vi", note.Facts)));
    }

    [Fact]
    public async Task Complete_AfterExport_SaysWhatPrepareSaid()
    {
        byte[] document = With(Xfa).Build();
        using var output = new MemoryStream();

        PreparedSignature prepared = await world.Signer.PrepareAsync(new MemoryStream(document), world.Agency.Certificate, new() { Issuers = world.Agency.Chain }, Cancellation);
        var later = PreparedSignature.Import(prepared.Export());
        byte[] value = await world.Agency.SignDataAsync(later.DataToSign, later.Algorithm, Cancellation);
        SigningResult result = await world.Signer.CompleteAsync(later, value, new MemoryStream(document), output, Cancellation);

        Assert.Equal("XFA_KEPT", Assert.Single(prepared.Notes).Code);
        Assert.Equal("XFA_KEPT", Assert.Single(result.Notes).Code);
    }

    [Fact]
    public async Task Verify_Xfa_IsToldAndDoesNotTouchTheVerdict()
    {
        byte[] signed = await world.SignAsync(With(Xfa).Build());

        VerificationReport report = await world.VerifyAsync(signed);

        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal(ReasonCodes.XfaPresent, Assert.Single(report.Reasons).Code);
    }

    private static TestPdf With(string entry)
    {
        int space = entry.IndexOf(' ', StringComparison.Ordinal);
        return new TestPdf().SetCatalog(entry[..space], entry[(space + 1)..])
            .Put(900, "<< >>", "<template/>"u8.ToArray())
            .Put(901, "<< >>", "<data/>"u8.ToArray());
    }
}
