using Signing.Core.Creation;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Existing fields by name, what their locks become, certification, and what a document permits.</summary>
public sealed class FieldTests(World world)
{
    private const string Nested = "contract.seller.signature";

    [Theory]
    [InlineData(TestPdfForm.Table)]
    [InlineData(TestPdfForm.Stream)]
    [InlineData(TestPdfForm.ObjectStreams)]
    [InlineData(TestPdfForm.Hybrid)]
    public async Task Sign_NestedField_ByItsFullName(TestPdfForm form)
    {
        byte[] document = new TestPdf(form).AddTextField("contract.note").AddSignatureField(Nested).AddSignatureField("contract.buyer.signature").Build();

        byte[] once = await SignAsync(document, Nested);
        byte[] twice = await SignAsync(once, "contract.buyer.signature");

        VerificationReport report = await world.VerifyAsync(twice);
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal([Nested, "contract.buyer.signature"], report.Signatures.Select(static s => s.Field));
        await Judges.AcceptAsync(twice, signatures: 2);
    }

    [Fact]
    public async Task Sign_FieldWithSeparateWidgets_FillsTheField()
    {
        var pdf = new TestPdf();
        int field = pdf.NextNumber;
        int widget = field + 1;
        pdf.Put(field, $"<< /FT /Sig /T <FEFF004B00FD> /Kids [{widget} 0 R] >>");
        pdf.Put(widget, $"<< /Type /Annot /Subtype /Widget /Parent {field} 0 R /P 3 0 R /Rect [10 10 60 40] /F 4 >>").Annotate(0, widget);
        byte[] document = pdf.With($"<< /Fields [{field} 0 R] >>", out int form).SetCatalog("AcroForm", $"{form} 0 R").Build();

        byte[] signed = await SignAsync(document, "Ký");

        // pdfsig takes a widget that names its parent for a field of its own, and finds no signature in it.
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed)).Verdict);
        await OpenSslJudge.AcceptAsync(EmbeddedSignature.Last(signed), world.Pki, timestamped: false);
    }

    [Theory]
    [InlineData("nobody", ErrorCodes.FieldUnknown)]
    [InlineData("", ErrorCodes.FieldUnknown)]
    [InlineData("contract", ErrorCodes.FieldUnknown)]
    [InlineData("contract.seller", ErrorCodes.FieldUnknown)]
    [InlineData("signature", ErrorCodes.FieldUnknown)]
    [InlineData("contract.note", ErrorCodes.FieldUnknown)]
    [InlineData("Contract.seller.signature", ErrorCodes.FieldUnknown)]
    [InlineData("signed", ErrorCodes.FieldSigned)]
    public async Task Sign_FieldThatCannotBeSigned_IsRefused(string field, string code)
    {
        byte[] document = new TestPdf().AddTextField("contract.note").AddSignatureField(Nested).AddSignatureField("signed").Build();
        byte[] signed = await SignAsync(document, "signed");

        SigningException error = await Refusal.OfAsync(world.Signer, signed, world.Agency, new SignatureOptions { Field = field });

        Assert.Equal(code, error.Code);
        Assert.Equal(field, error.Facts["field"]);
    }

    public static TheoryData<string, string, string> Locks => new()
    {
        { "/Action /All", "All: -", "" },
        { "/Action /Include /Fields [(contract.note) (b)]", "Include: contract.note, b", "" },
        { "/Action /Exclude /Fields [(other)]", "Exclude: other", "" },
        { "/Action /Include /Fields [(b)] /P 3", "Include: b", "3" },
        { "/Action /Include /Fields [(b)] /P 2", "Include: b", "2" },
        { "/Action /All /P 1", "All: -", "1" },
        // Malformed locks lock the most that they can mean.
        { "", "All: -", "" },
        { "/Action /Unheard /P 9", "All: -", "1" },
    };

    [Theory]
    [MemberData(nameof(Locks))]
    public async Task Sign_FieldWithLock_CarriesItInItsReferences(string fieldLock, string fieldMdp, string docMdp)
    {
        byte[] document = new TestPdf().AddTextField("contract.note").AddSignatureField("locking", $"/Lock << /Type /SigFieldLock {fieldLock} >>").Build();

        byte[] signed = await SignAsync(document, "locking");

        VerificationReport report = await world.VerifyAsync(signed);
        Assert.Equal(Verdict.Valid, report.Verdict);
        PermissionsReport permissions = report.Signatures.Single().Permissions;
        Assert.Equal(fieldMdp, $"{permissions.FieldMdp!.Action}: {(permissions.FieldMdp.Fields.Count == 0 ? "-" : string.Join(", ", permissions.FieldMdp.Fields))}");
        Assert.Equal(docMdp, $"{permissions.DocMdp}");
        Assert.False(permissions.Certification);
        await Judges.AcceptAsync(signed, signatures: 1);
    }

    [Fact]
    public async Task Sign_LockBehindReferences_IsReadThroughThem()
    {
        byte[] document = new TestPdf().With("(contract.note)", out int name).With($"[{name} 0 R]", out int names)
            .With($"<< /Action /Include /Fields {names} 0 R >>", out int fieldLock).AddSignatureField("locking", $"/Lock {fieldLock} 0 R").Build();

        byte[] signed = await SignAsync(document, "locking");

        Assert.Equal(["contract.note"], (await world.VerifyAsync(signed)).Signatures.Single().Permissions.FieldMdp!.Fields);
    }

    [Fact]
    public async Task Sign_References_HoldWhatTheStandardRequires()
    {
        byte[] document = new TestPdf().AddSignatureField("locking", "/Lock << /Action /All /P 2 >>").Build();

        byte[] signed = await SignAsync(document, "locking");

        using PdfDocument read = PdfTesting.Open(signed);
        var signature = (PdfDictionary)Assert.Single(PdfForm.Read(read.Current).Fields).Value!;
        PdfDictionary[] references = [.. ((PdfArray)signature["Reference"]!).Cast<PdfDictionary>()];
        Assert.Equal(["/DocMDP", "/FieldMDP"], references.Select(static r => r["TransformMethod"]!.ToString()));
        Assert.All(references, static r => Assert.True(r.IsName("DigestMethod", "SHA256")));
        Assert.All(references, static r => Assert.True(((PdfDictionary)r["TransformParams"]!).IsName("V", "1.2")));
        Assert.Equal(read.Current.CatalogReference, references[1]["Data"]);
    }

    [Theory]
    [InlineData("/Action /Include /Fields [(b)]", "b")]
    [InlineData("/Action /Include /Fields [(a)]", "a.inner")]
    [InlineData("/Action /Exclude /Fields [(a)]", "b")]
    [InlineData("/Action /All", "b")]
    [InlineData("/Action /All", null)]
    [InlineData("/Action /Include /Fields [] /P 1", "b")]
    public async Task Sign_AfterALockThatForbidsIt_IsRefused(string fieldLock, string? field)
    {
        byte[] document = new TestPdf().AddSignatureField("locking", $"/Lock << {fieldLock} >>").AddSignatureField("b").AddSignatureField("a.inner").Build();
        byte[] signed = await SignAsync(document, "locking");

        SigningException error = await Refusal.OfAsync(world.Signer, signed, world.Agency, new SignatureOptions { Field = field });

        Assert.Equal(ErrorCodes.PdfNotPermitted, error.Code);
    }

    [Theory]
    [InlineData("/Action /Include /Fields [(a)]", "b")]
    [InlineData("/Action /Include /Fields [(a.inn)]", "a.inner")]
    [InlineData("/Action /Exclude /Fields [(a)]", "a.inner")]
    [InlineData("/Action /Include /Fields [(a)] /P 2", null)]
    public async Task Sign_AfterALockThatPermitsIt_BothValid(string fieldLock, string? field)
    {
        byte[] document = new TestPdf().AddSignatureField("locking", $"/Lock << {fieldLock} >>").AddSignatureField("b").AddSignatureField("a.inner").Build();
        byte[] once = await SignAsync(document, "locking");

        byte[] twice = await world.SignAsync(once, world.Official, new SignatureOptions { Field = field });

        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(twice)).Verdict);
    }

    [Theory]
    [InlineData(CertificationLevel.NoChanges, TestPdfForm.Table)]
    [InlineData(CertificationLevel.FormFilling, TestPdfForm.ObjectStreams)]
    [InlineData(CertificationLevel.Annotations, TestPdfForm.Hybrid)]
    public async Task Certify_FirstSignature_IsACertification(CertificationLevel level, TestPdfForm form)
    {
        byte[] signed = await world.SignAsync(TestPdf.Create(form), world.Official, new SignatureOptions { Certify = level });

        VerificationReport report = await world.VerifyAsync(signed);
        Assert.Equal(Verdict.Valid, report.Verdict);
        PermissionsReport permissions = report.Signatures.Single().Permissions;
        Assert.True(permissions.Certification);
        Assert.Equal((int)level, permissions.DocMdp);
        await Judges.AcceptAsync(signed, signatures: 1);
    }

    [Theory]
    [InlineData(CertificationLevel.FormFilling)]
    [InlineData(CertificationLevel.Annotations)]
    public async Task Certify_ThenApprove_BothValid(CertificationLevel level)
    {
        byte[] certified = await world.SignAsync(new TestPdf().AddSignatureField("approval").Build(), world.Official, new SignatureOptions { Certify = level });

        byte[] approved = await SignAsync(certified, "approval");
        byte[] again = await world.SignAsync(approved, world.OfficialEc);

        VerificationReport report = await world.VerifyAsync(again);
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal([true, false, false], report.Signatures.Select(static s => s.Permissions.Certification));
        await Judges.AcceptAsync(again, signatures: 3);
    }

    [Fact]
    public async Task Sign_AfterCertificationThatPermitsNothing_IsRefused()
    {
        byte[] certified = await world.SignAsync(TestPdf.Create(), world.Official, new SignatureOptions { Certify = CertificationLevel.NoChanges });

        SigningException error = await Refusal.OfAsync(world.Signer, certified, world.Agency);

        Assert.Equal(ErrorCodes.PdfNotPermitted, error.Code);
        Assert.Contains("DocMDP", error.Facts["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(CertificationLevel.FormFilling)]
    public async Task Certify_AfterAnotherSignature_IsRefused(CertificationLevel? first)
    {
        byte[] signed = await world.SignAsync(TestPdf.Create(), world.Official, new SignatureOptions { Certify = first });

        SigningException error = await Refusal.OfAsync(world.Signer, signed, world.Agency, new SignatureOptions { Certify = CertificationLevel.Annotations });

        Assert.Equal(ErrorCodes.PdfNotPermitted, error.Code);
    }

    [Fact]
    public async Task Certify_WherePermsNamesACertification_IsRefused()
    {
        byte[] document = new TestPdf().With("<< /Type /Sig >>", out int signature).SetCatalog("Perms", $"<< /DocMDP {signature} 0 R >>").Build();

        SigningException error = await Refusal.OfAsync(world.Signer, document, world.Agency, new SignatureOptions { Certify = CertificationLevel.FormFilling });

        Assert.Equal(ErrorCodes.PdfNotPermitted, error.Code);
    }

    [Theory]
    [InlineData("<< >>")]
    [InlineData("indirect")]
    public async Task Certify_PermsAlreadyThere_AreKept(string perms)
    {
        var pdf = new TestPdf();
        pdf.With("<< /Other 3 0 R >>", out int indirect);
        byte[] document = pdf.SetCatalog("Perms", perms == "indirect" ? $"{indirect} 0 R" : perms).Build();

        byte[] signed = await world.SignAsync(document, options: new SignatureOptions { Certify = CertificationLevel.FormFilling });

        Assert.True((await world.VerifyAsync(signed)).Signatures.Single().Permissions.Certification);
        await Judges.AcceptAsync(signed, signatures: 1);
    }

    [Fact]
    public async Task Certify_InAFieldWhoseLockIsStricter_PermitsTheLess()
    {
        byte[] document = new TestPdf().AddSignatureField("locking", "/Lock << /Action /Include /Fields [] /P 1 >>").Build();

        byte[] signed = await world.SignAsync(document, options: new SignatureOptions { Field = "locking", Certify = CertificationLevel.Annotations });

        Assert.Equal(1, (await world.VerifyAsync(signed)).Signatures.Single().Permissions.DocMdp);
    }

    [Fact]
    public async Task Sign_LockThatPermitsMoreThanTheCertification_GivesNothingBack()
    {
        byte[] document = new TestPdf().AddSignatureField("locking", "/Lock << /Action /Include /Fields [] /P 3 >>").Build();
        byte[] certified = await world.SignAsync(document, options: new SignatureOptions { Certify = CertificationLevel.FormFilling });

        byte[] signed = await SignAsync(certified, "locking");

        Assert.Equal([2, 2], (await world.VerifyAsync(signed)).Signatures.Select(static s => s.Permissions.DocMdp ?? 0));
    }

    private Task<byte[]> SignAsync(byte[] document, string field) => world.SignAsync(document, world.Agency, new SignatureOptions { Field = field });
}
