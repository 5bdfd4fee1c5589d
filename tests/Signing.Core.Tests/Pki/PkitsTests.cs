using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Signing.Core.Pki;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>
/// The NIST Public Key Interoperability Test Suite 1.0.1: each of its 249 settings goes through the public API: path
/// search, path validation and revocation by CRL.
/// </summary>
public sealed class PkitsTests
{
    private const int Settings = 249;
    private static readonly string? Folder = SharedData.Find("suites/pkits");
    private static readonly JsonElement Suite = Load();

    public static IEnumerable<TheoryDataRow<string>> Ids()
    {
        // A theory must have a row to be skipped in.
        return Folder is null ? [new TheoryDataRow<string>("none")] : Tests().Select(static test => new TheoryDataRow<string>(Text(test, "id")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Validate_PkitsSetting_AsExpected(string id)
    {
        Assert.SkipUnless(Folder is not null, "the PKITS data is not there (shared/suites/pkits)");
        JsonElement test = Tests().Single(test => Text(test, "id") == id);
        bool expected = Text(test, "expected") == "success";

        CertificateValidationResult result = Run(test);

        Assert.True(result.IsValid == expected, $"{id} {Text(test, "name")}: expected {Text(test, "expected")}: {result.Path}: {result.Offender?.Subject} {result.Detail}");
        Assert.Equal(expected, result.Offender is null && result.Detail.Length == 0);
        if (expected)
        {
            Assert.Equal(Texts(test, "user_constrained_policy_set").Order(StringComparer.Ordinal), result.Policies);
            Assert.Equal(result.Chain.Count - 1, result.Revocation.Count);
        }
    }

    [Fact]
    public void Suite_Present_HasAllSettings()
    {
        Assert.SkipUnless(Folder is not null, "the PKITS data is not there (shared/suites/pkits)");
        Assert.Equal(Settings, Tests().Count());
    }

    private static CertificateValidationResult Run(JsonElement test)
    {
        DateTimeOffset at = DateTimeOffset.Parse(Text(Suite, "validation_time"), CultureInfo.InvariantCulture);
        var options = new CertificateValidationOptions
        {
            Trust = TrustStore.Load([new TrustDomainOptions { Name = "pkits", Anchors = { ReadCertificate(Text(test, "trust_anchor")) } }]),
            At = at,
            TimeProvider = new FakeTimeProvider(at),
            Purpose = PathPurpose.Any,
            PolicyRules = Rule("initial_explicit_policy", CertificatePolicyRules.RequireExplicitPolicy)
                | Rule("initial_policy_mapping_inhibit", CertificatePolicyRules.InhibitPolicyMapping)
                | Rule("initial_any_policy_inhibit", CertificatePolicyRules.InhibitAnyPolicy),
            // The suite's DSA certificates are signed over SHA-1; which digests are good enough is no question of RFC 5280.
            WeakDigests = WeakDigests.Accept,
        };
        foreach (string policy in Texts(test, "initial_policy_set").Where(static policy => policy != Oids.AnyPolicy))
        {
            options.CertificatePolicies.Add(policy);
        }
        foreach (string help in Texts(test, "intermediates").Concat(Texts(test, "crl_issuer_certificates")))
        {
            options.Certificates.Add(ReadCertificate(help));
        }
        foreach (string crl in Texts(test, "crls"))
        {
            options.Crls.Add(File.ReadAllBytes(Path.Combine(Folder!, crl)));
        }
        return CertificateValidator.Validate(ReadCertificate(Text(test, "end_certificate")), options);

        CertificatePolicyRules Rule(string name, CertificatePolicyRules rule) => test.GetProperty(name).GetBoolean() ? rule : CertificatePolicyRules.None;
    }

    private static JsonElement Load() =>
        Folder is null ? default : JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "pkits.json"))).RootElement;

    private static JsonElement.ArrayEnumerator Tests() => Suite.GetProperty("tests").EnumerateArray();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static IEnumerable<string> Texts(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(static item => item.GetString()!);

    private static X509Certificate2 ReadCertificate(string path) => X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Folder!, path));
}
