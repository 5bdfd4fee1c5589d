using System.Security.Cryptography;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Every kind of key with every algorithm, from a file and from a token, before every judge.</summary>
public sealed class AlgorithmTests(World world, TokenKeys token) : IClassFixture<TokenKeys>
{
    private static readonly string[] Hashes = ["SHA256", "SHA384", "SHA512"];

    public static TheoryData<string, SignatureScheme, string, bool> Combinations
    {
        get
        {
            var rows = new TheoryData<string, SignatureScheme, string, bool>();
            foreach ((string key, SignatureScheme scheme) in ((string, SignatureScheme)[])
                [
                    ("official", SignatureScheme.RsaPkcs1), ("official", SignatureScheme.RsaPss),
                    ("agency", SignatureScheme.RsaPkcs1), ("agency", SignatureScheme.RsaPss),
                    ("official-ec", SignatureScheme.Ecdsa),
                ])
            {
                foreach (string hash in Hashes)
                {
                    rows.Add(key, scheme, hash, false);
                    rows.Add(key, scheme, hash, true);
                }
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Sign_EveryKeyAndAlgorithm_AcceptedByAllJudges(string name, SignatureScheme scheme, string hash, bool onToken)
    {
        var algorithm = new SignatureAlgorithm(scheme, new HashAlgorithmName(hash));
        SigningKey key = onToken ? await token.FindAsync(name) : world.Key(name);
        var options = new SignatureOptions
        {
            Level = PadesLevel.BaselineT,
            Digest = algorithm.Hash,
            Padding = scheme switch
            {
                SignatureScheme.RsaPkcs1 => RsaPadding.Pkcs1,
                SignatureScheme.RsaPss => RsaPadding.Pss,
                _ => null,
            },
        };

        byte[] signed = await world.SignAsync(TestPdf.Create(), key, options);

        VerificationReport report = await world.VerifyAsync(signed);
        SignatureReport signature = Assert.Single(report.Signatures);
        Assert.Empty(signature.Reasons);
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal(algorithm.ToString(), signature.SignatureAlgorithm);
        Assert.Equal(world.Pki[name].Thumbprint, signature.Signer!.Thumbprint);
        await OpenSslJudge.AcceptAsync(EmbeddedSignature.Last(signed), world.Pki, timestamped: true);
        await Judges.AcceptAsync(signed, signatures: 1);
    }

    [Fact]
    public async Task Sign_NothingAsked_TakesWhatTheKeyPrefers()
    {
        var key = new StandInKey(world.Agency) { Offers = [SignatureAlgorithm.RsaPssSha384, SignatureAlgorithm.RsaPkcs1Sha256] };

        await world.SignAsync(TestPdf.Create(), key);

        Assert.Equal([SignatureAlgorithm.RsaPssSha384], key.Used);
    }

    [Theory]
    [InlineData("official")]
    [InlineData("official-ec")]
    public async Task Sign_NothingAsked_TakesSha256(string name)
    {
        var key = new StandInKey(world.Key(name));

        await world.SignAsync(TestPdf.Create(), key);

        Assert.Equal(HashAlgorithmName.SHA256, Assert.Single(key.Used).Hash);
    }

    [Fact]
    public async Task Sign_AlgorithmNotOffered_NamesWhatIs()
    {
        var key = new StandInKey(world.Agency) { Offers = [SignatureAlgorithm.RsaPkcs1Sha256] };

        SigningException error = await Refusal.OfAsync(world.Signer, TestPdf.Create(), key, new SignatureOptions { Padding = RsaPadding.Pss });

        Assert.Equal(ErrorCodes.KeyAlgorithm, error.Code);
        Assert.Equal("RSA-PSS-SHA-256", error.Facts["algorithm"]);
        Assert.Equal("RSA-SHA-256", error.Facts["algorithms"]);
        Assert.Equal(0, key.Signatures);
    }

    [Fact]
    public async Task Sign_KeyThatSignsWrongly_IsRefused()
    {
        var key = new StandInKey(world.Agency) { Change = static value => [.. value[..^1], (byte)(value[^1] ^ 1)] };

        SigningException error = await Refusal.OfAsync(world.Signer, TestPdf.Create(), key);

        Assert.Equal(ErrorCodes.SignatureInvalid, error.Code);
    }
}
