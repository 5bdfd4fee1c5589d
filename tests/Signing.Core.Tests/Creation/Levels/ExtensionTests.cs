using Signing.Core.Creation;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation.Levels;

/// <summary>Extending documents that are signed already, to every level, again and again.</summary>
public sealed class ExtensionTests(World world)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PadesLevel.BaselineB, PadesLevel.BaselineT, 1)]
    [InlineData(PadesLevel.BaselineB, PadesLevel.BaselineLt, 1)]
    [InlineData(PadesLevel.BaselineB, PadesLevel.BaselineLta, 2)]
    [InlineData(PadesLevel.BaselineT, PadesLevel.BaselineT, 0)]
    [InlineData(PadesLevel.BaselineT, PadesLevel.BaselineLt, 0)]
    [InlineData(PadesLevel.BaselineT, PadesLevel.BaselineLta, 1)]
    [InlineData(PadesLevel.BaselineLt, PadesLevel.BaselineT, 0)]
    [InlineData(PadesLevel.BaselineLt, PadesLevel.BaselineLt, 0)]
    [InlineData(PadesLevel.BaselineLt, PadesLevel.BaselineLta, 1)]
    [InlineData(PadesLevel.BaselineLta, PadesLevel.BaselineLt, 0)]
    [InlineData(PadesLevel.BaselineLta, PadesLevel.BaselineLta, 1)]
    public async Task Extend_FromLevelToLevel_AppendsWhatItTakes(PadesLevel from, PadesLevel to, int timestamps)
    {
        byte[] signed = await world.SignAsync(TestPdf.Create(), world.Official, new SignatureOptions { Level = from });

        byte[] extended = await ExtendAsync(signed, to);

        Assert.True(extended.AsSpan().StartsWith(signed), "What was signed is no prefix.");
        Assert.Equal(EmbeddedSignature.All(signed).Count + timestamps, EmbeddedSignature.All(extended).Count);
        VerificationReport report = await world.VerifyAsync(extended);
        Assert.All(report.Signatures, static s => Assert.True(s.Verdict == Verdict.Valid, string.Join("; ", s.Reasons.Select(static r => r.Message))));
        Assert.NotNull(report.Signatures[0].BestTime);
        Assert.Equal(to > PadesLevel.BaselineT || from > PadesLevel.BaselineT, ValidationDataOf.Read(extended).Certificates.Count > 0);
        await Judges.AcceptAsync(extended, signatures: 1);
        await ArchiveJudge.AcceptAsync(extended, world.Pki);
    }

    [Fact]
    public async Task Extend_LevelIsThereAlready_LeavesTheDocumentAsItIs()
    {
        byte[] signed = await world.SignAsync(TestPdf.Create(), world.Official, new SignatureOptions { Level = PadesLevel.BaselineLt });

        Assert.Equal(signed, await ExtendAsync(signed, PadesLevel.BaselineLt));
    }

    [Fact]
    public async Task Extend_SeveralSignatures_ProvesAllOfThem()
    {
        byte[] signed = await world.SignAsync(TestPdf.Create(), world.Official);
        signed = await world.SignAsync(signed, world.OfficialEc, new SignatureOptions { Level = PadesLevel.BaselineT });
        signed = await world.SignAsync(signed, world.Agency);

        byte[] extended = await ExtendAsync(signed, PadesLevel.BaselineLta);

        VerificationReport report = await world.Verifier.VerifyAsync(new MemoryStream(extended), null, CancellationToken);
        Assert.Equal(5, report.Signatures.Count);
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.All(report.Signatures, static s => Assert.Equal(Verdict.Valid, s.Verdict));
        await Judges.AcceptAsync(extended, signatures: 3);
        await ArchiveJudge.AcceptAsync(extended, world.Pki);
    }

    [Theory]
    [InlineData(CertificationLevel.NoChanges)]
    [InlineData(CertificationLevel.FormFilling)]
    public async Task Extend_CertifiedDocument_IsPermittedAtEveryLevel(CertificationLevel certify)
    {
        byte[] signed = await world.SignAsync(TestPdf.Create(), world.Official, new SignatureOptions { Certify = certify });

        byte[] extended = await ExtendAsync(signed, PadesLevel.BaselineLta);

        VerificationReport report = await world.VerifyAsync(extended);
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal(ChangeLevel.Archival, report.Signatures[0].Changes.Level);
        await Judges.AcceptAsync(extended, signatures: 1);
    }

    [Fact]
    public async Task Extend_FieldThatLocksAll_IsPermitted()
    {
        byte[] document = new TestPdf().AddSignatureField("seal", "/Lock << /Type /SigFieldLock /Action /All >>").Build();
        byte[] signed = await world.SignAsync(document, world.Official, new SignatureOptions { Field = "seal" });

        VerificationReport report = await world.VerifyAsync(await ExtendAsync(signed, PadesLevel.BaselineLta));

        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal(ChangeLevel.Archival, report.Signatures[0].Changes.Level);
    }

    [Fact]
    public async Task Extend_FileInPlace_ReplacesIt()
    {
        byte[] signed = await world.SignAsync(TestPdf.Create(), world.Official);
        using var folder = new Temporary();
        string path = folder.Write("archive.pdf", signed);

        await world.Signer.ExtendAsync(path, path, null, CancellationToken);

        byte[] extended = await File.ReadAllBytesAsync(path, CancellationToken);
        Assert.True(extended.AsSpan().StartsWith(signed));
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(extended)).Verdict);
        Assert.Equal([path], Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public async Task Extend_FileThatHasTheLevel_IsCopied()
    {
        byte[] signed = await world.SignAsync(TestPdf.Create(), world.Official, new SignatureOptions { Level = PadesLevel.BaselineT });
        using var folder = new Temporary();
        string output = Path.Combine(folder.Folder, "out.pdf");

        await world.Signer.ExtendAsync(folder.Write("in.pdf", signed), output, new ExtensionOptions { Level = PadesLevel.BaselineT }, CancellationToken);

        Assert.Equal(signed, await File.ReadAllBytesAsync(output, CancellationToken));
    }

    [Theory]
    [InlineData("RC4-128")]
    [InlineData("AES-128")]
    [InlineData("AES-256")]
    public async Task Extend_EncryptedDocument_WithItsPassword(string kind)
    {
        byte[] document = await QpdfEncryption.MakeAsync(TestPdf.Create(), kind, "user", "owner");
        byte[] signed = await world.SignAsync(document, world.Official, new SignatureOptions { Password = "user", Level = PadesLevel.BaselineLt });

        byte[] extended = await ExtendAsync(signed, PadesLevel.BaselineLta, "owner");

        Assert.True(extended.AsSpan().StartsWith(signed));
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(extended, "user")).Verdict);
        await Judges.AcceptAsync(extended, signatures: 1, "user", ["-upw", "user"]);
        await ArchiveJudge.AcceptAsync(extended, world.Pki, "user");
    }

    private async Task<byte[]> ExtendAsync(byte[] signed, PadesLevel level, string? password = null)
    {
        using var output = new MemoryStream();
        await world.Signer.ExtendAsync(new MemoryStream(signed), output, new ExtensionOptions { Level = level, Password = password }, CancellationToken);
        return output.ToArray();
    }
}
