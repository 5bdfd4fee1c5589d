using Signing.Core.Verification;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>A policy is one file that people read and write.</summary>
public sealed class ValidationPolicyTests
{
    [Fact]
    public void Load_WhatWasWritten_JudgesAlike()
    {
        ValidationPolicy policy = new() { Name = "strict", Revocation = RevocationMode.Online, RevocationFreshness = TimeSpan.FromHours(12), ClockTolerance = TimeSpan.FromSeconds(1), LaterAnnotations = LaterAnnotations.Invalid };

        Assert.Equal(policy.Sha256, Load(policy.ToJson()).Sha256);
        Assert.Equal(LaterAnnotations.Invalid, Load("""{ "name": "x", "laterAnnotations": "Invalid" }""").LaterAnnotations);
        Assert.Contains("\"SHA-256\"", policy.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SignaturePolicies_AsWritten()
    {
        const string Digest = "9F2CB1D3E4A5968778695A4B3C2D1E0F9F2CB1D3E4A5968778695A4B3C2D1E0F";
        ValidationPolicy policy = Load($$"""{ "name": "x", "signaturePolicies": { "accepted": [ { "oid": "2.16.704.9.9.9.1", "digest": "{{Digest}}" }, { "oid": "1.2.3" } ] } }""");

        SignaturePolicyConstraints constraints = policy.SignaturePolicies!;
        Assert.Equal(
            [new AcceptedSignaturePolicy { Oid = "2.16.704.9.9.9.1", Digest = Digest.ToLowerInvariant() }, new AcceptedSignaturePolicy { Oid = "1.2.3" }], constraints.Accepted);
        Assert.Equal(OtherSignaturePolicies.Refuse, constraints.Others);
        Assert.Equal(policy.Sha256, Load(policy.ToJson()).Sha256);
    }

    [Fact]
    public void Sha256_SignaturePolicies_Differs() => Assert.NotEqual(ValidationPolicy.Offline.Sha256, (ValidationPolicy.Offline with { SignaturePolicies = new() { Accepted = [] } }).Sha256);

    [Fact]
    public void Load_NameAlone_HasTheDefaults() =>
        Assert.Equal((ValidationPolicy.Offline with { Name = "small" }).Sha256, Load("""{ "name": "small" } // all else as it comes""").Sha256);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "name": "" }""")]
    [InlineData("""{ "name": null }""")]
    [InlineData("""{ "name": "x", "minimumRsaBits": 1024 }""")]
    [InlineData("""{ "name": "x", "revocation": "Sometimes" }""")]
    [InlineData("""{ "name": "x", "laterAnnotations": "Perhaps" }""")]
    [InlineData("""{ "name": "x", "clockTolerance": "-00:00:01" }""")]
    [InlineData("""{ "name": "x", "revocationFreshness": "40000.00:00:00" }""")]
    [InlineData("""{ "name": "x", "signaturePolicies": [] }""")]
    [InlineData("""{ "name": "x", "signaturePolicies": { } }""")]
    [InlineData("""{ "name": "x", "signaturePolicies": { "accepted": null } }""")]
    [InlineData("""{ "name": "x", "signaturePolicies": { "accepted": [null] } }""")]
    [InlineData("""{ "name": "x", "signaturePolicies": { "accepted": [{ }] } }""")]
    [InlineData("""{ "name": "x", "signaturePolicies": { "accepted": [{ "oid": "policy" }] } }""")]
    [InlineData("""{ "name": "x", "signaturePolicies": { "accepted": [{ "oid": null }] } }""")]
    [InlineData("""{ "name": "x", "signaturePolicies": { "accepted": [{ "oid": "1.2.3", "digest": "abc" }] } }""")]
    [InlineData("""{ "name": "x", "signaturePolicies": { "accepted": [], "others": "Perhaps" } }""")]
    [InlineData("""{ "name": "x", "signaturePolicies": { "rejected": [] } }""")]
    [InlineData("""{ "name": "x", "algorithms": { "name": "none" } }""")]
    [InlineData("""{ "name": "x", "algorithms": { "name": "none", "hashes": null, "schemes": [], "keys": [] } }""")]
    [InlineData("""{ "name": "x", "algorithms": { "name": "none", "hashes": [null], "schemes": [], "keys": [] } }""")]
    public void Load_NoPolicy_ConfigurationInvalid(string json)
    {
        SigningException refusal = Assert.Throws<SigningException>(() => Load(json));

        Assert.Equal(ErrorCodes.ConfigurationInvalid, refusal.Code);
        Assert.EndsWith(".json", refusal.Facts["setting"], StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoFile_ConfigurationInvalid() =>
        Assert.Equal(ErrorCodes.ConfigurationInvalid, Assert.Throws<SigningException>(static () => ValidationPolicy.Load("/nowhere/policy.json")).Code);

    [Fact]
    public void Policies_NameThatIsTaken_ConfigurationInvalid()
    {
        Assert.Equal(ErrorCodes.ConfigurationInvalid, Assert.Throws<SigningException>(static () => new ValidationPolicies([ValidationPolicy.Offline])).Code);
        Assert.Equal(["Online", "Offline", "x"], new ValidationPolicies([ValidationPolicy.Offline with { Name = "x" }]).Names);
    }

    private static ValidationPolicy Load(string json)
    {
        string path = Path.Combine(Path.GetTempPath(), $"policy-{Guid.NewGuid():n}.json");
        File.WriteAllText(path, json);
        try
        {
            return ValidationPolicy.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
