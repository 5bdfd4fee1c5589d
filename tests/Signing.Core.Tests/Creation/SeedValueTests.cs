using System.Security.Cryptography;
using System.Text;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Tests.Net;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Seed values (ISO 32000-2, tables 237 and 238): a required constraint is met, or refused by its name.</summary>
public sealed class SeedValueTests(World world, OwnPki own) : IClassFixture<OwnPki>
{
    /// <summary>The seed value; what is asked for; the constraint that refuses it, or null where it is met.</summary>
    public static TheoryData<string, string, string?> Constraints => new()
    {
        { "", "", null },
        { "/Ff 1 /Filter /Adobe.PPKLite", "", null },
        { "/Ff 1 /Filter /Entrust.PPKEF", "", "Filter" },
        { "/Ff 0 /Filter /Entrust.PPKEF", "", null },
        { "/Ff 1", "", null },
        { "/Ff 2 /SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached]", "", null },
        { "/Ff 2 /SubFilter [/adbe.pkcs7.detached]", "", "SubFilter" },
        { "/SubFilter [/adbe.pkcs7.detached]", "", null },
        { "/Ff 4 /V 3", "", null },
        { "/Ff 4 /V 4", "", "V" },
        { "/V 4", "", null },

        { "/Ff 8 /Reasons [(A) (B)]", "reason=B", null },
        { "/Ff 8 /Reasons [(A) <FEFF00501EC700740020>]", "reason=Pệt ", null },
        { "/Ff 8 /Reasons [(A) (B)]", "reason=C", "Reasons" },
        { "/Ff 8 /Reasons [(A) (B)]", "", "Reasons" },
        { "/Ff 8 /Reasons [(.)]", "", null },
        { "/Ff 8 /Reasons [(.)]", "reason=", null },
        { "/Ff 8 /Reasons [(.)]", "reason=A", "Reasons" },
        { "/Ff 8", "reason=A", "Reasons" },
        { "/Ff 8", "", null },
        { "/Reasons [(A)]", "reason=C", null },

        { "/Ff 16 /LegalAttestation [(It is legal.)]", "", "LegalAttestation" },
        { "/LegalAttestation [(It is legal.)]", "", null },
        { "/Ff 32 /AddRevInfo true", "", "AddRevInfo" },
        { "/Ff 32 /AddRevInfo false", "", null },
        { "/AddRevInfo true", "", null },

        { "/Ff 64 /DigestMethod [/SHA512]", "", null },
        { "/Ff 64 /DigestMethod [/SHA1 /SHA384]", "", null },
        { "/Ff 64 /DigestMethod [(SHA384)]", "", null },
        { "/Ff 64 /DigestMethod [/SHA512]", "digest=SHA512", null },
        { "/Ff 64 /DigestMethod [/SHA512]", "digest=SHA256", "DigestMethod" },
        { "/Ff 64 /DigestMethod [/SHA1 /RIPEMD160]", "", "DigestMethod" },
        { "/DigestMethod [/SHA1]", "", null },
        { "/DigestMethod [/SHA512]", "digest=SHA256", null },

        { "/Ff 128 /LockDocument /true", "", "LockDocument" },
        { "/Ff 128 /LockDocument /true", "certify=1", null },
        { "/Ff 128 /LockDocument /true", "certify=2", "LockDocument" },
        { "/Ff 128 /LockDocument /false", "", null },
        { "/Ff 128 /LockDocument /false", "certify=1", "LockDocument" },
        { "/Ff 128 /LockDocument /auto", "", null },
        { "/LockDocument /true", "", null },
        { "/Ff 256 /AppearanceFilter (Seal)", "", "AppearanceFilter" },
        { "/AppearanceFilter (Seal)", "", null },
        { "/Ff 512", "", "Ff" },
        { "/Ff -1", "", "Ff" },

        { "/MDP << /P 0 >>", "", null },
        { "/MDP << /P 0 >>", "certify=2", "MDP" },
        { "/MDP << /P 2 >>", "certify=2", null },
        { "/MDP << /P 2 >>", "certify=3", "MDP" },
        { "/MDP << /P 2 >>", "", "MDP" },
        { "/MDP << >>", "", null },

        { "/TimeStamp << /URL (http://tsa.example/) /Ff 1 >>", "", "TimeStamp" },
        { "/TimeStamp << /URL (http://tsa.example/) /Ff 1 >>", "level=T", null },
        { "/TimeStamp << /URL (http://tsa.example/) /Ff 0 >>", "", null },
        { "/TimeStamp << /URL (http://tsa.example/) >>", "", null },

        { "/Cert << /Ff 1 /Subject [{official} {agency}] >>", "", null },
        { "/Cert << /Ff 1 /Subject [{official}] >>", "", "Cert Subject" },
        { "/Cert << /Subject [{official}] >>", "", null },
        { "/Cert << /Ff 2 /Issuer [{issuing}] >>", "", null },
        { "/Cert << /Ff 2 /Issuer [{foreign-root} {root}] >>", "", null },
        { "/Cert << /Ff 2 /Issuer [{foreign-root}] >>", "", "Cert Issuer" },
        { "/Cert << /Ff 2 /Issuer [{agency}] >>", "", "Cert Issuer" },
        { "/Cert << /Issuer [{foreign-root}] >>", "", null },
        { "/Cert << /Ff 4 /OID [(2.999.7)] >>", "", "Cert OID" },
        { "/Cert << /OID [(2.999.7)] >>", "", null },
        { "/Cert << /Ff 8 /SubjectDN [<< /C (VN) >>] >>", "", null },
        { "/Cert << /Ff 8 /SubjectDN [<< /2.5.4.6 (VN) >>] >>", "", null },
        { "/Cert << /Ff 8 /SubjectDN [<< /CN {name} /C (VN) >> << /2.5.4.3 {name} >>] >>", "", null },
        { "/Cert << /Ff 8 /SubjectDN [<< /CN {name} /C (LA) >>] >>", "", "Cert SubjectDN" },
        { "/Cert << /Ff 8 /SubjectDN [<< /C (VN) >> << /C (LA) >>] >>", "", "Cert SubjectDN" },
        { "/Cert << /Ff 8 /SubjectDN [<< /Unheard (VN) >>] >>", "", "Cert SubjectDN" },
        { "/Cert << /SubjectDN [<< /C (LA) >>] >>", "", null },
        { "/Cert << /Ff 32 /KeyUsage [(1)] >>", "", null },
        { "/Cert << /Ff 32 /KeyUsage [(11XXXXXXX)] >>", "", null },
        { "/Cert << /Ff 32 /KeyUsage [(110000000111)] >>", "", null },
        { "/Cert << /Ff 32 /KeyUsage [(0) (X1)] >>", "", null },
        { "/Cert << /Ff 32 /KeyUsage [(0)] >>", "", "Cert KeyUsage" },
        { "/Cert << /Ff 32 /KeyUsage [(XXXXX1)] >>", "", "Cert KeyUsage" },
        { "/Cert << /KeyUsage [(0)] >>", "", null },
        { "/Cert << /Ff 64 /URL (http://enrol.example/) >>", "", null },
        { "/Cert << /Ff 64 /URL (http://enrol.example/) /URLType /Browser >>", "", null },
        { "/Cert << /Ff 64 /URL (http://enrol.example/) /URLType /ASSP >>", "", "Cert URL" },
        { "/Cert << /URL (http://enrol.example/) /URLType /ASSP >>", "", null },
        { "/Cert << /Ff 16 >>", "", "Cert Ff" },
    };

    [Theory]
    [MemberData(nameof(Constraints))]
    public async Task Sign_FieldWithSeedValue_IsMetOrRefusedByName(string seed, string asked, string? refused)
    {
        byte[] document = Document(seed);
        SignatureOptions options = Options(asked);

        if (refused is null)
        {
            byte[] signed = await world.SignAsync(document, world.Agency, options);
            Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed)).Verdict);
            return;
        }
        SigningException error = await Refusal.OfAsync(world.Signer, document, world.Agency, options);
        Assert.Equal(ErrorCodes.FieldConstraint, error.Code);
        Assert.Equal("seeded", error.Facts["field"]);
        Assert.StartsWith(refused + ": ", error.Facts["constraint"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[/SHA512]", "SHA512")]
    [InlineData("[/SHA1 /SHA384]", "SHA384")]
    [InlineData("[(sha-384) /SHA512]", "SHA384")]
    public async Task Sign_FieldThatDemandsADigest_TakesIt(string digests, string expected)
    {
        var key = new StandInKey(world.OfficialEc);

        await world.SignAsync(Document($"/Ff 64 /DigestMethod {digests}"), key, Options(""));

        Assert.Equal([new SignatureAlgorithm(SignatureScheme.Ecdsa, new HashAlgorithmName(expected))], key.Used);
    }

    [Fact]
    public async Task Sign_DigestThatTheKeyCannotMake_IsRefusedByTheField()
    {
        var key = new StandInKey(world.Agency) { Offers = [SignatureAlgorithm.RsaPkcs1Sha256] };

        SigningException error = await Refusal.OfAsync(world.Signer, Document("/Ff 64 /DigestMethod [/SHA512]"), key, Options(""));

        Assert.Equal(ErrorCodes.FieldConstraint, error.Code);
        Assert.Equal(0, key.Signatures);
    }

    [Fact]
    public async Task Sign_SeedThatNamesATimeStampAuthority_DoesNotContactIt()
    {
        await using var server = new TestServer(TestServer.Ok(""));

        byte[] signed = await world.SignAsync(Document($"/TimeStamp << /URL ({server.Address}) /Ff 1 >>"), world.Agency, Options("level=T"));

        Assert.Single(EmbeddedSignature.Last(signed).Timestamps);
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("[(2.999.7)]", true)]
    [InlineData("[(2.999.8) (2.999.7)]", true)]
    [InlineData("[(2.999.7) (2.999.9)]", false)]
    public async Task Sign_FieldThatDemandsPolicies_WantsThemAllInTheCertificate(string demanded, bool met)
    {
        using PdfSigner signer = own.NewSigner();
        using Pkcs12Key key = World.KeyOf(await own.IssueAsync(policies: ["2.999.7", "2.999.8"]));

        Task Sign() => signer.SignAsync(
            new MemoryStream(Document($"/Cert << /Ff 4 /OID {demanded} >>")), new MemoryStream(), key, Options(""), TestContext.Current.CancellationToken);

        if (met)
        {
            await Sign();
        }
        else
        {
            Assert.Equal(ErrorCodes.FieldConstraint, (await Assert.ThrowsAsync<SigningException>(Sign)).Code);
        }
    }

    [Fact]
    public async Task Sign_LockOfTheFieldItself_MeetsLockDocument()
    {
        byte[] document = new TestPdf().AddSignatureField("seeded", "/SV << /Ff 128 /LockDocument /true >> /Lock << /Action /All /P 1 >>").Build();

        byte[] signed = await world.SignAsync(document, world.Agency, Options(""));

        Assert.Equal(1, (await world.VerifyAsync(signed)).Signatures.Single().Permissions.DocMdp);
    }

    [Fact]
    public async Task Prepare_FieldWithSeedValue_RefusesAsWell()
    {
        SigningException error = await Assert.ThrowsAsync<SigningException>(() => world.Signer.PrepareAsync(
            new MemoryStream(Document("/Ff 2 /SubFilter [/adbe.x509.rsa_sha1]")), world.Agency.Certificate, Options(""), TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.FieldConstraint, error.Code);
    }

    private byte[] Document(string seed)
    {
        foreach (string name in (string[])["agency", "official", "issuing", "root", "foreign-root"])
        {
            seed = seed.Replace($"{{{name}}}", $"<{Convert.ToHexString(world.Pki[name].Certificate.RawData)}>", StringComparison.Ordinal);
        }
        string commonName = world.Agency.Certificate.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, forIssuer: false);
        seed = seed.Replace("{name}", $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(commonName))}>", StringComparison.Ordinal);
        // As the standard wants it, the seed value is an object of its own.
        return new TestPdf().With($"<< /Type /SV {seed} >>", out int number).AddSignatureField("seeded", $"/SV {number} 0 R").Build();
    }

    private static SignatureOptions Options(string asked)
    {
        var options = new SignatureOptions { Field = "seeded" };
        switch (asked.Split('=', 2))
        {
            case ["reason", var reason]:
                options.Reason = reason;
                break;
            case ["digest", var digest]:
                options.Digest = new HashAlgorithmName(digest);
                break;
            case ["certify", var level]:
                options.Certify = Enum.Parse<CertificationLevel>(level);
                break;
            case ["level", "T"]:
                options.Level = PadesLevel.BaselineT;
                break;
        }
        return options;
    }
}
