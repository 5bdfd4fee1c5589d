using System.Globalization;
using System.Text.Json;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>
/// The NIST Public Key Interoperability Test Suite 1.0.1: each of its 249 settings goes the way of every certificate here, path
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

        (bool trusted, PathResult path, string detail) = Run(test);

        Assert.True(trusted == expected, $"{id} {Text(test, "name")}: expected {Text(test, "expected")}: {detail}");
        if (expected)
        {
            Assert.Equal(Texts(test, "user_constrained_policy_set").Order(StringComparer.Ordinal), path.Policies);
        }
    }

    [Fact]
    public void Suite_Present_HasAllSettings()
    {
        Assert.SkipUnless(Folder is not null, "the PKITS data is not there (shared/suites/pkits)");
        Assert.Equal(Settings, Tests().Count());
    }

    private static (bool Trusted, PathResult Path, string Detail) Run(JsonElement test)
    {
        TrustStore trust = TrustStore.Of(new TrustDomain("pkits", [ReadCertificate(Text(test, "trust_anchor"))], []));
        Certificate target = ReadCertificate(Text(test, "end_certificate"));
        List<Certificate> pool = [.. Texts(test, "intermediates").Concat(Texts(test, "crl_issuer_certificates")).Select(ReadCertificate)];
        DateTimeOffset at = DateTimeOffset.Parse(Text(Suite, "validation_time"), CultureInfo.InvariantCulture);
        var options = new PathOptions
        {
            InitialPolicies = Texts(test, "initial_policy_set").ToList() is var policies && policies is [Oids.AnyPolicy] ? null : policies,
            RequireExplicitPolicy = test.GetProperty("initial_explicit_policy").GetBoolean(),
            InhibitPolicyMapping = test.GetProperty("initial_policy_mapping_inhibit").GetBoolean(),
            InhibitAnyPolicy = test.GetProperty("initial_any_policy_inhibit").GetBoolean(),
            // The suite's DSA certificates are signed over SHA-1; which digests are good enough is no question of RFC 5280.
            WeakDigests = WeakDigests.Accept,
        };

        PathResult path = PathValidator.Validate(target, pool, trust, at, PathPurpose.Any, options);
        if (!path.IsTrusted)
        {
            return (false, path, $"{path.Status}: {path.Detail}");
        }
        RevocationData proofs = new([], [.. Texts(test, "crls").Select(ReadCrl)]);
        var context = new RevocationContext(proofs, pool, trust, at, at) { Path = new PathOptions { WeakDigests = WeakDigests.Accept } };
        IReadOnlyList<RevocationFinding> findings = RevocationJudge.Judge(path, context);
        string detail = string.Join("; ", findings.Select(static finding =>
            $"{finding.Certificate}: {finding.Status} ({string.Join(", ", finding.Rejected.Select(static rejected => rejected.Detail))})"));
        return (findings.All(static finding => finding.Status == RevocationStatus.Good), path, detail);
    }

    private static JsonElement Load() =>
        Folder is null ? default : JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "pkits.json"))).RootElement;

    private static JsonElement.ArrayEnumerator Tests() => Suite.GetProperty("tests").EnumerateArray();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static IEnumerable<string> Texts(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(static item => item.GetString()!);

    private static Certificate ReadCertificate(string path) => Certificate.Parse(File.ReadAllBytes(Path.Combine(Folder!, path)));

    private static CrlProof ReadCrl(string path) => CrlProof.Parse(File.ReadAllBytes(Path.Combine(Folder!, path)));
}
