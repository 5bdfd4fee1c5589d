using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Signing.Core.Pki;
using Signing.Core.Tests.Cms;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>A judge from outside: of chains drawn at random, <c>openssl verify</c> accepts those that we do.</summary>
public sealed class OpenSslPathTests
{
    private const int Seeds = 25;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Validate_ConstructedChains_AsOpenSslDoes(int batch)
    {
        using var openssl = new OpenSsl();
        int valid = 0;
        for (int seed = batch * Seeds; seed < (batch + 1) * Seeds; seed++)
        {
            var chain = new RandomChain(seed);
            CertificateValidationResult ours = Validate(chain);
            (int exitCode, string theirs) = Verify(chain, openssl);

            Assert.True(ours.IsValid == (exitCode == 0), $"seed {seed}: {chain}\nours: {ours.Path} {ours.Offender?.Subject} {ours.Detail}\nopenssl: {theirs}");
            valid += ours.IsValid ? 1 : 0;
        }
        Assert.InRange(valid, 1, Seeds - 1);
    }

    private static CertificateValidationResult Validate(RandomChain chain)
    {
        var options = new CertificateValidationOptions
        {
            Trust = TrustStore.Load([new TrustDomainOptions { Name = "test", Anchors = { chain.Anchor } }]),
            TimeProvider = new FakeTimeProvider(TestTimes.Now),
            Purpose = PathPurpose.Any,
            Revocation = RevocationChecking.None,
            PolicyRules = chain.PolicyRules,
        };
        foreach (X509Certificate2 authority in chain.Authorities)
        {
            options.Certificates.Add(authority);
        }
        foreach (string policy in chain.Policies)
        {
            options.CertificatePolicies.Add(policy);
        }
        return CertificateValidator.Validate(chain.Target, options);
    }

    private static (int ExitCode, string Output) Verify(RandomChain chain, OpenSsl openssl)
    {
        openssl.Write("anchor.pem", chain.Anchor.ExportCertificatePem());
        openssl.Write("authorities.pem", string.Join('\n', chain.Authorities.Select(static authority => authority.ExportCertificatePem())));
        openssl.Write("target.pem", chain.Target.ExportCertificatePem());
        List<string> arguments = ["verify", "-attime", $"{TestTimes.Now.ToUnixTimeSeconds()}", "-CAfile", "anchor.pem", "-no-CApath", "-no-CAstore", "-policy_check"];
        if (chain.Authorities.Count > 0)
        {
            arguments.AddRange(["-untrusted", "authorities.pem"]);
        }
        // Without one, its initial policy set is empty; ours is any-policy (RFC 5280, 6.1.1 (c)).
        foreach (string policy in chain.Policies.DefaultIfEmpty(Oids.AnyPolicy))
        {
            arguments.AddRange(["-policy", policy]);
        }
        foreach ((CertificatePolicyRules rule, string option) in ((CertificatePolicyRules, string)[])
            [
                (CertificatePolicyRules.RequireExplicitPolicy, "-explicit_policy"),
                (CertificatePolicyRules.InhibitAnyPolicy, "-inhibit_any"),
                (CertificatePolicyRules.InhibitPolicyMapping, "-inhibit_map"),
            ])
        {
            if (chain.PolicyRules.HasFlag(rule))
            {
                arguments.Add(option);
            }
        }
        return openssl.Run([.. arguments, "target.pem"]);
    }
}
