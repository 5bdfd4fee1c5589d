using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki;

namespace Signing.Core.Tests.Pki;

/// <summary>A chain with rules and defects drawn by a seed: the same seed gives the same chain, but for its keys.</summary>
internal sealed class RandomChain
{
    private const string Gold = "1.2.3.1";
    private const string Silver = "1.2.3.2";

    private readonly Random _random;
    private readonly List<string> _traits = [];

    internal RandomChain(int seed)
    {
        _random = new Random(seed);
        TestEntity issuer = TestEntity.Root(Draw("Root", isAuthority: true));
        Anchor = issuer.Platform;
        int authorities = _random.Next(4);
        for (int i = 1; i <= authorities; i++)
        {
            // Now and then under its issuer's own name: self-issued certificates count otherwise (RFC 5280, 6.1).
            string name = Chance(10) ? issuer.Certificate.Subject.CommonName! : $"Authority {i}";
            issuer = issuer.Issue(Draw(name, isAuthority: true));
            Authorities.Add(issuer.Platform);
        }
        TestEntity target = issuer.Issue(Draw("Signer", isAuthority: false));
        Target = target.Platform;
        if (Chance(6))
        {
            _traits.Add("target forged");
            byte[] forged = [.. Target.RawData];
            forged[^1] ^= 1;
            Target = X509CertificateLoader.LoadCertificate(forged);
        }
        if (Chance(6) && Authorities.Count > 0)
        {
            _traits.Add("one authority missing");
            Authorities.RemoveAt(_random.Next(Authorities.Count));
        }
        PolicyRules = Rule(CertificatePolicyRules.RequireExplicitPolicy, 15) | Rule(CertificatePolicyRules.InhibitAnyPolicy, 10) | Rule(CertificatePolicyRules.InhibitPolicyMapping, 10);
        Policies = _random.Next(4) switch { 0 => [Gold], 1 => [Silver], _ => [] };
    }

    internal X509Certificate2 Anchor { get; }

    internal List<X509Certificate2> Authorities { get; } = [];

    internal X509Certificate2 Target { get; }

    internal string[] Policies { get; }

    internal CertificatePolicyRules PolicyRules { get; }

    public override string ToString() => $"{string.Join("; ", _traits)} | policies {string.Join(' ', Policies)} {PolicyRules}";

    private TestTemplate Draw(string name, bool isAuthority)
    {
        _traits.Add(name);
        TestTemplate template = isAuthority && !Trait("is no CA", 4) ? TestTemplate.Authority(name) : new TestTemplate(name);
        var further = new List<X509Extension>();
        if (Trait("expired", 3))
        {
            template = template with { NotAfter = TestTimes.Now.AddDays(-1) };
        }
        if (Trait("not yet valid", 3))
        {
            template = template with { NotBefore = TestTimes.Now.AddDays(1) };
        }
        if (Trait("unknown critical extension", 3))
        {
            further.Add(new X509Extension("1.2.3.4", [0x05, 0x00], true));
        }
        if (template.IsAuthority)
        {
            template = DrawAuthority(template, further);
        }
        else
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(Trait("name below example.com", 50) ? "www.example.com" : "www.example.vn");
            further.Add(names.Build());
        }
        AddPolicies(further);
        return template with { Further = further };
    }

    private TestTemplate DrawAuthority(TestTemplate template, List<X509Extension> further)
    {
        if (Trait("may not sign certificates", 4))
        {
            template = template with { KeyUsage = X509KeyUsageFlags.CrlSign };
        }
        if (Chance(15))
        {
            int length = _random.Next(3);
            _traits.Add($"path length {length}");
            template = template with { PathLength = length };
        }
        switch (_random.Next(12))
        {
            case 0:
                _traits.Add("permits O=Test");
                further.Add(TestExtensions.NameConstraints(permitted: TestExtensions.DirectoryName("O=Test")));
                break;
            case 1:
                _traits.Add("permits example.vn");
                further.Add(TestExtensions.NameConstraints(permitted: TestExtensions.DnsName("example.vn")));
                break;
            case 2:
                _traits.Add("excludes example.com");
                further.Add(TestExtensions.NameConstraints(excluded: TestExtensions.DnsName("example.com")));
                break;
        }
        return template;
    }

    private void AddPolicies(List<X509Extension> further)
    {
        string[] policies = _random.Next(5) switch { 0 => [], 1 => [Silver], 2 => [Gold, Silver], 3 => [Oids.AnyPolicy], _ => [Gold] };
        if (policies.Length > 0)
        {
            _traits.Add("asserts " + string.Join(' ', policies));
            further.Add(TestExtensions.Policies(policies));
        }
        if (policies.Contains(Gold) && Trait("maps gold to silver", 15))
        {
            further.Add(TestExtensions.Mapping(Gold, Silver));
        }
        if (Chance(10))
        {
            (int? demand, int? inhibit) = (Chance(70) ? _random.Next(3) : null, Chance(30) ? _random.Next(2) : null);
            if (demand is not null || inhibit is not null)
            {
                _traits.Add($"policy constraints {demand} {inhibit}");
                further.Add(TestExtensions.PolicyConstraints(demand, inhibit));
            }
        }
        if (Trait("inhibits anyPolicy", 8))
        {
            further.Add(TestExtensions.InhibitAnyPolicy(_random.Next(2)));
        }
    }

    private CertificatePolicyRules Rule(CertificatePolicyRules rule, int percent) => Chance(percent) ? rule : CertificatePolicyRules.None;

    private bool Trait(string trait, int percent)
    {
        bool has = Chance(percent);
        if (has)
        {
            _traits.Add(trait);
        }
        return has;
    }

    private bool Chance(int percent) => _random.Next(100) < percent;
}
