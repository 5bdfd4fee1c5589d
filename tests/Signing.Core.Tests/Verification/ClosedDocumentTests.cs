using System.Text;
using Signing.Core.Creation;
using Signing.Core.Tests.Creation;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>Encrypted documents whose password is not given: integrity is judged, and nothing is valid.</summary>
public sealed class ClosedDocumentTests(World world)
{
    private static readonly string[] ObjectStreams = ["generate", "disable"];

    public static TheoryData<string, string> Kinds => [.. from kind in QpdfEncryption.Names from streams in ObjectStreams select (kind, streams)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Verify_WithoutThePassword_IntegrityIsJudgedAndNothingIsValid(string kind, string objectStreams)
    {
        byte[] signed = await SignedAsync(kind, objectStreams);

        VerificationReport report = await world.VerifyAsync(signed);

        Assert.Equal(Verdict.Indeterminate, report.Verdict);
        Assert.Equal([ReasonCodes.PasswordRequired], report.Reasons.Select(static r => r.Code));
        Assert.True(report.Document.Encrypted);
        Assert.Equal(3, report.Document.Revisions);
        Assert.Equal([Integrity.Intact, Integrity.Intact], report.Signatures.Select(static s => s.Integrity));
        Assert.Equal([Verdict.Indeterminate, Verdict.Indeterminate], report.Signatures.Select(static s => s.Verdict));
        Assert.Equal([Coverage.WholeRevision, Coverage.WholeFile], report.Signatures.Select(static s => s.Coverage));
        Assert.Equal([ChangeLevel.Unknown, ChangeLevel.None], report.Signatures.Select(static s => s.Changes.Level));
        Assert.All(report.Signatures, static s => Assert.Contains(s.Reasons, static r => r.Code == ReasonCodes.PasswordRequired));
        Assert.All(report.Signatures, static s => Assert.Equal(TrustStatus.Trusted, s.Trust.Status));
    }

    [Fact]
    public async Task Verify_WrongPassword_IsSaidToo()
    {
        byte[] signed = await SignedAsync("AES-256", "generate");

        VerificationReport report = await world.VerifyAsync(signed, "wrong");

        Assert.Equal(Verdict.Indeterminate, report.Verdict);
        Assert.Equal([ReasonCodes.PasswordRequired, ReasonCodes.PasswordWrong], report.Reasons.Select(static r => r.Code));
        Assert.All(report.Signatures, static s => Assert.Equal(Integrity.Intact, s.Integrity));
    }

    [Fact]
    public async Task Verify_WrongPasswordWhereNoneIsNeeded_IsJudgedWithout()
    {
        byte[] signed = await world.SignAsync(await QpdfEncryption.MakeAsync(TestPdf.Create(), "AES-256", "", "owner"));

        VerificationReport report = await world.VerifyAsync(signed, "wrong");

        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal([ReasonCodes.PasswordWrong], report.Reasons.Select(static r => r.Code));
    }

    [Fact]
    public async Task Verify_PasswordForAPlainDocument_IsNotNeeded() =>
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(await world.SignAsync(TestPdf.Create(), options: new SignatureOptions { Password = "x" }), "x")).Verdict);

    [Fact]
    public async Task Verify_AlteredWithoutThePassword_IsBroken()
    {
        byte[] signed = await SignedAsync("AES-128", "disable");
        signed[^20] ^= 1;

        VerificationReport report = await world.VerifyAsync(signed);

        signed[^20] ^= 1;
        signed["%PDF-1.".Length] ^= 1;
        VerificationReport both = await world.VerifyAsync(signed);
        Assert.Equal([Integrity.Broken, Integrity.Broken], both.Signatures.Select(static s => s.Integrity));
        Assert.Equal(Verdict.Invalid, both.Verdict);
        Assert.NotEqual(Verdict.Valid, report.Verdict);
    }

    /// <summary>Whatever is done to an encrypted document, with its password or without there is a report, and none that is valid.</summary>
    [Theory]
    [InlineData("RC4-128", "disable")]
    [InlineData("AES-256", "generate")]
    public async Task Verify_RandomChanges_AlwaysAReportAndNeverValid(string kind, string objectStreams)
    {
        byte[] signed = await SignedAsync(kind, objectStreams);
        var random = new Random(20261123);
        for (int i = 0; i < 200; i++)
        {
            byte[] changed = [.. signed];
            for (int count = random.Next(1, 4); count > 0; count--)
            {
                changed[random.Next(changed.Length - 20)] ^= (byte)random.Next(1, 256);
            }
            foreach (string? password in (string?[])[null, "user"])
            {
                VerificationReport report = await world.Verifier.VerifyAsync(
                    new MemoryStream(changed), new VerificationOptions { Password = password }, TestContext.Current.CancellationToken);
                Assert.NotEqual(Verdict.Valid, report.Verdict);
            }
        }
    }

    /// <summary>A later revision that takes the encryption away, or puts another in its place, is a change that no signature permits.</summary>
    [Theory]
    [InlineData("", Verdict.Invalid)]
    [InlineData("/Encrypt << /Filter /Standard /V 1 /R 2 >>", Verdict.Indeterminate)]
    public async Task Verify_EncryptionChangedAfterwards_IsNotValid(string encrypt, Verdict verdict)
    {
        byte[] signed = await world.SignAsync(await QpdfEncryption.MakeAsync(TestPdf.Create(), "AES-256", "", "owner", general: ["--object-streams=disable"]));
        string text = Encoding.Latin1.GetString(signed);
        string previous = text[(text.LastIndexOf("startxref\n", StringComparison.Ordinal) + "startxref\n".Length)..].Split('\n')[0];
        string root = System.Text.RegularExpressions.Regex.Matches(text, "/Root [0-9]+ 0 R").Last().Value;
        byte[] changed = [.. signed, .. Encoding.Latin1.GetBytes($"xref\n0 0\ntrailer\n<< /Size 99 {root} /Prev {previous} {encrypt} >>\nstartxref\n{signed.Length}\n%%EOF\n")];

        VerificationReport report = await world.VerifyAsync(changed);

        Assert.Equal(2 + 1, report.Document.Revisions);
        Assert.Equal(verdict, report.Verdict);
        Assert.Equal(Integrity.Intact, Assert.Single(report.Signatures).Integrity);
    }

    [Theory]
    [InlineData("generate")]
    [InlineData("disable")]
    public async Task Verify_UnsignedWithoutThePassword_NobodyCanTell(string objectStreams)
    {
        byte[] document = await QpdfEncryption.MakeAsync(TestPdf.Create(), "AES-256", "user", "owner", general: [$"--object-streams={objectStreams}"]);

        VerificationReport closed = await world.VerifyAsync(document);
        VerificationReport open = await world.VerifyAsync(document, "user");

        Assert.Equal((Verdict.Indeterminate, Verdict.Unsigned), (closed.Verdict, open.Verdict));
        Assert.Equal([ReasonCodes.PasswordRequired], closed.Reasons.Select(static r => r.Code));
    }

    [Theory]
    [InlineData("/Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4", "Adobe.PubSec")]
    [InlineData("/Filter /Standard /V 9 /R 9", "version 9")]
    public async Task Verify_EncryptionThatIsNotSupported_SaysWhat(string entries, string reason)
    {
        byte[] document = new TestPdf { TrailerExtra = $"/Encrypt << {entries} >>" }.Build();

        VerificationReport report = await world.VerifyAsync(document, "any");

        Assert.Equal(Verdict.Indeterminate, report.Verdict);
        ReasonReport only = Assert.Single(report.Reasons);
        Assert.Equal(ReasonCodes.DocumentEncrypted, only.Code);
        Assert.Contains(reason, only.Message, StringComparison.Ordinal);
        SigningException error = await Refusal.OfAsync(world.Signer, document, world.Agency, new SignatureOptions { Password = "any" });
        Assert.Equal(ErrorCodes.PdfEncrypted, error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("user")]
    public async Task Evidence_SavedAndJudgedAgain_GivesTheSameReport(string password)
    {
        byte[] signed = await SignedAsync("AES-256", "generate");
        DateTimeOffset at = DateTimeOffset.UtcNow;
        Evidence evidence = await world.Verifier.CollectAsync(new MemoryStream(signed), new VerificationOptions { Password = password }, TestContext.Current.CancellationToken);
        Evidence imported = Evidence.Import(evidence.Export());

        foreach (string language in Messages.SupportedLanguages)
        {
            Assert.Equal(
                Encoding.UTF8.GetString(ReportJson.Serialize(PdfVerifier.Judge(evidence, ValidationPolicy.Offline, at, language))),
                Encoding.UTF8.GetString(ReportJson.Serialize(PdfVerifier.Judge(imported, ValidationPolicy.Offline, at, language))));
        }
        Assert.DoesNotContain("wrong\"", Encoding.UTF8.GetString(evidence.Export()), StringComparison.Ordinal);
    }

    /// <summary>Signed twice, in a document that needs a password.</summary>
    private async Task<byte[]> SignedAsync(string kind, string objectStreams)
    {
        byte[] plain = new TestPdf(TestPdfForm.ObjectStreams).AddSignatureField("approval").Build();
        byte[] document = await QpdfEncryption.MakeAsync(plain, kind, "user", "owner", general: [$"--object-streams={objectStreams}"]);
        byte[] once = await world.SignAsync(document, world.Official, new SignatureOptions { Password = "user", Reason = "(" });
        return await world.SignAsync(once, world.Agency, new SignatureOptions { Password = "user", Field = "approval" });
    }
}
