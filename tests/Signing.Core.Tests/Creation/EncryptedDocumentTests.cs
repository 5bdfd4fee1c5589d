using Signing.Core.Creation;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Tests.Pdf.Encryption;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Encrypted documents, signed and judged by others with their passwords.</summary>
public sealed class EncryptedDocumentTests(World world)
{
    private const string Reason = "Ph\u00EA duy\u1EC7t (\\)";

    private static readonly string[] ObjectStreams = ["generate", "disable"];
    private static readonly (string User, string Owner)[] Passwords = [("", "owner"), ("user", "owner"), ("user", ""), ("", "")];

    public static TheoryData<string, string, string, string> Variants =>
        [.. from kind in QpdfEncryption.Names from pair in Passwords from streams in ObjectStreams select (kind, pair.User, pair.Owner, streams)];

    public static TheoryData<string> Kinds => [.. QpdfEncryption.Names];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Sign_WithUserThenOwnerPassword_BothValid(string kind, string user, string owner, string objectStreams)
    {
        byte[] document = await QpdfEncryption.MakeAsync(Plain(), kind, user, owner, general: [$"--object-streams={objectStreams}"]);
        // Where there is none, the user's is the owner's.
        string second = owner.Length > 0 ? owner : user;

        byte[] once = await world.SignAsync(document, world.Official, new SignatureOptions { Password = user, Reason = Reason });
        byte[] twice = await world.SignAsync(once, world.OfficialEc, new SignatureOptions { Password = second, Field = "approval", Location = Reason });

        Assert.True(once.AsSpan().StartsWith(document) && twice.AsSpan().StartsWith(once));
        foreach (string password in (string[])[user, second])
        {
            VerificationReport report = await world.VerifyAsync(twice, password);
            Assert.Equal(Verdict.Valid, report.Verdict);
            Assert.True(report.Document.Encrypted);
            Assert.Equal(["Signature1", "approval"], report.Signatures.Select(static s => s.Field));
            Assert.Equal([ChangeLevel.FormFilling, ChangeLevel.None], report.Signatures.Select(static s => s.Changes.Level));
            Assert.All(report.Signatures, static s => Assert.NotNull(s.SigningTime));
        }
        await Judges.AcceptAsync(twice, signatures: 2, user, ["-upw", user]);
        if (owner.Length > 0)
        {
            await Judges.AcceptAsync(twice, signatures: 2, owner, ["-opw", owner]);
        }
        await AssertReadByQpdfAsync(twice, user);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Complete_PreparedWithThePassword_NeedsItNoMore(string kind)
    {
        byte[] document = await QpdfEncryption.MakeAsync(Plain(), kind, "user", "owner");
        PreparedSignature prepared = await world.Signer.PrepareAsync(
            new MemoryStream(document), world.Agency.Certificate, new SignatureOptions { Password = "user", Reason = Reason }, TestContext.Current.CancellationToken);
        byte[] state = prepared.Export();
        PreparedSignature imported = PreparedSignature.Import(state);
        byte[] value = await world.Agency.SignDataAsync(imported.DataToSign, imported.Algorithm, TestContext.Current.CancellationToken);
        using var output = new MemoryStream();

        await world.Signer.CompleteAsync(imported, value, new MemoryStream(document), output, TestContext.Current.CancellationToken);

        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(output.ToArray(), "user")).Verdict);
        await Judges.AcceptAsync(output.ToArray(), signatures: 1, "user", ["-upw", "user"]);
    }

    [Theory]
    [InlineData("RC4-40", "p\u00E4ssw\u00F6rd", "auto")]
    [InlineData("RC4-128", "\u20AC 5", "unicode")]
    [InlineData("AES-128", "m\u1EADt kh\u1EA9u", "bytes")]
    [InlineData("AES-256", "m\u1EADt kh\u1EA9u", "unicode")]
    [InlineData("AES-256, R5", "p\u00E4ssw\u00F6rd \u20AC", "unicode")]
    public async Task Sign_PasswordBeyondAscii_IsValid(string kind, string password, string mode)
    {
        byte[] document = await QpdfEncryption.MakeAsync(Plain(), kind, password, "owner", general: [$"--password-mode={mode}"]);

        byte[] signed = await world.SignAsync(document, options: new SignatureOptions { Password = password });

        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed, password)).Verdict);
        await Judges.AcceptAsync(signed, signatures: 1, "owner", ["-opw", "owner"]);
    }

    [Fact]
    public async Task Sign_PasswordLongerThanTheLimit_CountsUpToIt()
    {
        byte[] document = await QpdfEncryption.MakeAsync(Plain(), "AES-256", new string('x', 127), "owner");

        byte[] signed = await world.SignAsync(document, options: new SignatureOptions { Password = new string('x', 200) });

        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed, new string('x', 127))).Verdict);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Sign_WithoutOrWithAWrongPassword_IsRefused(string kind)
    {
        byte[] document = await QpdfEncryption.MakeAsync(Plain(), kind, "user", "owner");
        var key = new StandInKey(world.Agency);

        SigningException none = await Refusal.OfAsync(world.Signer, document, key);
        SigningException wrong = await Refusal.OfAsync(world.Signer, document, key, new SignatureOptions { Password = "hunter2" });

        Assert.Equal((ErrorCodes.PdfEncrypted, ErrorCodes.PdfPasswordWrong), (none.Code, wrong.Code));
        Assert.Contains("password", none.Action, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", wrong.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, key.Signatures);
    }

    /// <summary>A page and a form that have strings, rewritten with other initialization vectors, are still what they were.</summary>
    [Fact]
    public async Task Sign_ObjectsWithStringsRewritten_AreTheSameForTheFirstSignature()
    {
        TestPdf pdf = new TestPdf(TestPdfForm.ObjectStreams)
            .With("<< /Fields [] /DA (/Helv 0 Tf 0 g) /DR << >> >>", out int form)
            .SetCatalog("AcroForm", $"{form} 0 R").SetCatalog("Lang", "(vi-VN)")
            .Put(TestPdf.FirstPage, $"<< /Type /Page /Parent {TestPdf.PageTree} 0 R /LastModified (D:20240101000000Z) >>");
        byte[] document = await QpdfEncryption.MakeAsync(pdf.Build(), "AES-256", "", "owner");

        byte[] twice = await world.SignAsync(await world.SignAsync(document, world.Official), world.Agency);

        VerificationReport report = await world.VerifyAsync(twice);
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal([ChangeLevel.FormFilling, ChangeLevel.None], report.Signatures.Select(static s => s.Changes.Level));
    }

    [Fact]
    public async Task Sign_StringChangedAfterwards_IsNotValid()
    {
        byte[] document = await QpdfEncryption.MakeAsync(Plain(), "AES-256", "", "owner");
        byte[] signed = await world.SignAsync(document);
        using PdfDocument opened = PdfTesting.Open(signed);
        var update = new PdfUpdate(opened);
        PdfDictionary catalog = opened.Current.Catalog.Clone();
        catalog["Lang"] = PdfString.FromAscii("en");
        update.Replace(opened.Current.CatalogReference, catalog);

        VerificationReport report = await world.VerifyAsync([.. signed, .. update.Write().Bytes.Span]);

        Assert.Equal(Verdict.Invalid, report.Verdict);
        Assert.Equal(ChangeLevel.Forbidden, report.Signatures[0].Changes.Level);
    }

    /// <summary>AES-GCM has no outside judge here: signed and verified by ourselves alone.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("user")]
    public async Task Sign_AesGcm_IsValid(string user)
    {
        byte[] document = new EncryptedPdf { Version = 6, Revision = 7, Entries = EncryptedPdf.AllGcm, UserPassword = user }.Build(Plain());

        byte[] once = await world.SignAsync(document, world.Official, new SignatureOptions { Password = user, Reason = Reason });
        byte[] twice = await world.SignAsync(once, world.Agency, new SignatureOptions { Password = "owner", Field = "approval" });

        VerificationReport report = await world.VerifyAsync(twice, user);
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal(2, report.Signatures.Count);
    }

    [Fact]
    public async Task Sign_DirectEncryptionDictionary_StaysInTheTrailer()
    {
        byte[] document = new EncryptedPdf { IsDirect = true }.Build(Plain());

        byte[] signed = await world.SignAsync(document);

        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed)).Verdict);
        await Judges.AcceptAsync(signed, signatures: 1);
        using PdfDocument opened = PdfTesting.Open(signed);
        Assert.IsType<PdfDictionary>(opened.Trailer["Encrypt"]);
    }

    [Theory]
    [InlineData("/KDFSalt <00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF>", "")]
    [InlineData("", "/AuthCode << /MACLocation /Standalone /ByteRange [0 1 2 3] /MAC <00> >>")]
    public async Task Sign_ProtectedByAMac_IsRefused(string entry, string trailer)
    {
        byte[] document = new EncryptedPdf { Entries = EncryptedPdf.AllAes + entry, TrailerExtra = trailer }.Build(Plain());

        SigningException error = await Refusal.OfAsync(world.Signer, document, world.Agency, new SignatureOptions { Password = "owner" });

        Assert.Equal(ErrorCodes.PdfNotPermitted, error.Code);
        Assert.Contains("32004", error.Facts["detail"], StringComparison.Ordinal);
    }

    private static byte[] Plain()
    {
        TestPdf pdf = new TestPdf(TestPdfForm.Table, pages: 2).AddTextField("note", "/V (written before)").AddSignatureField("approval");
        int metadata = pdf.Add("<< /Type /Metadata /Subtype /XML >>", "<x:xmpmeta/>"u8.ToArray());
        return pdf.SetCatalog("Metadata", $"{metadata} 0 R").SetCatalog("Lang", "(vi-VN)").Build();
    }

    /// <summary>What we encrypted, qpdf decrypts: the new strings, and those of objects that were written again.</summary>
    private static async Task AssertReadByQpdfAsync(byte[] signed, string password)
    {
        using PdfDocument ours = PdfTesting.Open(signed, password: password);
        using PdfDocument plain = PdfTesting.Open(await QpdfEncryption.UndoAsync(signed, password));
        Assert.Null(plain.Security);
        PdfField[] fields = [.. PdfForm.Read(plain.Current).Fields];
        Assert.Equal(["note", "approval", "Signature1"], fields.Select(static f => f.FullName));
        Assert.Equal("written before", ((PdfString)fields[0].Value!).ToText());
        Assert.Equal(Reason, plain.Current.Get<PdfString>((PdfDictionary)fields[2].Value!, "Reason")!.ToText());
        Assert.Equal(Reason, plain.Current.Get<PdfString>((PdfDictionary)fields[1].Value!, "Location")!.ToText());
        Assert.Equal(
            PdfForm.Read(ours.Current).Fields.Skip(1).Select(f => ours.Current.Get<PdfString>((PdfDictionary)f.Value!, "Contents")!.Value),
            fields.Skip(1).Select(f => plain.Current.Get<PdfString>((PdfDictionary)f.Value!, "Contents")!.Value));
    }
}
