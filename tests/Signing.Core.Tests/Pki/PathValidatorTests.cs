using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki;
using Xunit;

namespace Signing.Core.Tests.Pki;

public sealed class PathValidatorTests
{
    private static readonly DateTimeOffset Now = TestTimes.Now;

    [Fact]
    public void Validate_ThreeCertificates_TrustedWithWholeChain()
    {
        TestEntity root = TestEntity.Root();
        TestEntity authority = root.IssueAuthority("Issuing CA");
        TestEntity signer = authority.Issue(new TestTemplate("Signer"));

        PathResult result = Validate(signer, [authority], Store(root));

        Assert.Equal(PathStatus.Trusted, result.Status);
        Assert.Equal("test", result.Domain);
        Assert.Equal([signer.Certificate, authority.Certificate, root.Certificate], result.Chain);
        Assert.Null(result.Offender);
        Assert.Equal("", result.Detail);
    }

    [Fact]
    public void Validate_SeveralDomains_NamesTheOneThatTrusts()
    {
        TestEntity root = TestEntity.Root();
        TestEntity signer = root.Issue(new TestTemplate("Signer"));
        TrustStore trust = TrustStore.Of(Domain("government", [TestEntity.Root("Another")]), Domain("public", [root]));

        Assert.Equal("public", Validate(signer, [], trust).Domain);
    }

    [Fact]
    public void Validate_UnknownIssuer_NoPath()
    {
        TestEntity signer = TestEntity.Root("Unknown").Issue(new TestTemplate("Signer"));

        PathResult result = Validate(signer, [], Store(TestEntity.Root()));

        Assert.Equal(PathStatus.NoPath, result.Status);
        Assert.Null(result.Domain);
        Assert.Equal([signer.Certificate], result.Chain);
        Assert.Contains("CN=Unknown", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_AnotherKeyOfTheAnchorsName_NoPath()
    {
        TestEntity signer = TestEntity.Root().Issue(new TestTemplate("Signer"));

        Assert.Equal(PathStatus.NoPath, Validate(signer, [], Store(TestEntity.Root())).Status);
    }

    [Fact]
    public void Validate_ForgedSignature_BadSignature()
    {
        TestEntity root = TestEntity.Root();
        byte[] der = root.Issue(new TestTemplate("Signer")).Certificate.Der.ToArray();
        der[^1] ^= 1;

        PathResult result = PathValidator.Validate(Certificate.Parse(der), [], Store(root), Now, PathPurpose.DocumentSigning);

        Assert.Equal(PathStatus.BadSignature, result.Status);
    }

    [Theory]
    [InlineData("2025-01-01T00:00:00Z", PathStatus.Trusted)]
    [InlineData("2024-12-31T23:59:59.9999999Z", PathStatus.NotYetValid)]
    [InlineData("2035-01-01T00:00:00.9999999Z", PathStatus.Trusted)]
    [InlineData("2035-01-01T00:00:01Z", PathStatus.Expired)]
    public void Validate_AtTheEdgesOfValidity_ComparesWholeSeconds(string at, object expected)
    {
        TestEntity root = TestEntity.Root(TestTemplate.Authority("Root") with { NotBefore = Now.AddYears(-10), NotAfter = Now.AddYears(20) });
        TestEntity signer = root.Issue(new TestTemplate("Signer"));

        PathResult result = PathValidator.Validate(
            signer.Certificate, [], Store(root), DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), PathPurpose.DocumentSigning);

        Assert.Equal((PathStatus)expected, result.Status);
    }

    [Fact]
    public void Validate_ExpiredAnchor_Expired()
    {
        TestEntity root = TestEntity.Root(TestTemplate.Authority("Root") with { NotAfter = Now.AddDays(-1) });
        TestEntity signer = root.Issue(new TestTemplate("Signer"));

        PathResult result = Validate(signer, [], Store(root));

        Assert.Equal(PathStatus.Expired, result.Status);
        Assert.Equal(root.Certificate, result.Offender);
    }

    [Fact]
    public void Validate_ExpiredAndForbiddenPurpose_TellsThePurpose()
    {
        TestEntity root = TestEntity.Root();
        TestEntity signer = root.Issue(new TestTemplate("Signer") with { NotAfter = Now.AddDays(-1), KeyUsage = X509KeyUsageFlags.KeyEncipherment });

        Assert.Equal(PathStatus.PurposeViolation, Validate(signer, [], Store(root)).Status);
    }

    [Fact]
    public void Validate_TargetIsTheAnchor_Trusted()
    {
        TestEntity pinned = TestEntity.Root(new TestTemplate("Pinned signer"));

        PathResult result = Validate(pinned, [], Store(pinned));

        Assert.Equal(PathStatus.Trusted, result.Status);
        Assert.Equal([pinned.Certificate], result.Chain);
    }

    [Fact]
    public void Validate_SelfSignedAndNoAnchor_NoPath()
    {
        TestEntity own = TestEntity.Root(new TestTemplate("Own"));

        Assert.Equal(PathStatus.NoPath, Validate(own, [own], Store(TestEntity.Root())).Status);
    }

    [Fact]
    public void Validate_EndEntityAsIssuer_ConstraintViolation()
    {
        TestEntity root = TestEntity.Root();
        TestEntity notAnAuthority = root.Issue(new TestTemplate("Not a CA"));
        TestEntity signer = notAnAuthority.Issue(new TestTemplate("Signer"));

        PathResult result = Validate(signer, [notAnAuthority], Store(root));

        Assert.Equal(PathStatus.ConstraintViolation, result.Status);
        Assert.Equal(notAnAuthority.Certificate, result.Offender);
    }

    [Fact]
    public void Validate_AnchorWithoutAuthorityFlag_ConstraintViolation()
    {
        TestEntity root = TestEntity.Root(new TestTemplate("Not a CA"));

        Assert.Equal(PathStatus.ConstraintViolation, Validate(root.Issue(new TestTemplate("Signer")), [], Store(root)).Status);
    }

    [Fact]
    public void Validate_AnchorWithoutKeyCertSign_ConstraintViolation()
    {
        TestEntity root = TestEntity.Root(TestTemplate.Authority("Root") with { KeyUsage = X509KeyUsageFlags.CrlSign });

        Assert.Equal(PathStatus.ConstraintViolation, Validate(root.Issue(new TestTemplate("Signer")), [], Store(root)).Status);
    }

    [Fact]
    public void Validate_LongerThanTheAnchorAllows_ConstraintViolation()
    {
        TestEntity root = TestEntity.Root(TestTemplate.Authority("Root") with { PathLength = 0 });
        TestEntity authority = root.IssueAuthority("CA");

        PathResult result = Validate(authority.Issue(new TestTemplate("Signer")), [authority], Store(root));

        Assert.Equal(PathStatus.ConstraintViolation, result.Status);
        Assert.Equal(root.Certificate, result.Offender);
        Assert.Equal(PathStatus.Trusted, Validate(root.Issue(new TestTemplate("Signer")), [], Store(root)).Status);
    }

    [Fact]
    public void Validate_OutsideTheAnchorsNameConstraints_ConstraintViolation()
    {
        X509Extension constraints = NameConstraints(permitted: DirectoryName("CN=Someone, O=Test"), excluded: null);
        TestEntity root = TestEntity.Root(TestTemplate.Authority("Root") with { Further = [constraints] });

        Assert.Equal(PathStatus.ConstraintViolation, Validate(root.Issue(new TestTemplate("Signer")), [], Store(root)).Status);
        Assert.Equal(PathStatus.Trusted, Validate(root.Issue(new TestTemplate("Someone")), [], Store(root)).Status);
    }

    [Theory]
    [InlineData("*.example.vn", PathStatus.ConstraintViolation)]
    [InlineData("www.example.vn", PathStatus.Trusted)]
    [InlineData("*.example.com", PathStatus.Trusted)]
    public void Validate_WildcardOverAnExcludedSubtree_ConstraintViolation(string name, object expected)
    {
        X509Extension constraints = NameConstraints(permitted: null, excluded: DnsName("secret.example.vn"));
        TestEntity root = TestEntity.Root();
        TestEntity authority = root.Issue(TestTemplate.Authority("CA") with { Further = [constraints] });
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        TestEntity signer = authority.Issue(new TestTemplate("Signer") { Further = [names.Build()] });

        Assert.Equal((PathStatus)expected, Validate(signer, [authority], Store(root)).Status);
    }

    [Fact]
    public void Validate_EmptyExtendedKeyUsage_ConstraintViolation()
    {
        TestEntity root = TestEntity.Root();
        TestEntity signer = root.Issue(new TestTemplate("Signer") { Further = [new X509Extension(Oids.ExtendedKeyUsage, [0x30, 0x00], false)] });

        Assert.Equal(PathStatus.ConstraintViolation, Validate(signer, [], Store(root)).Status);
    }

    [Fact]
    public void Validate_UnknownCriticalExtension_ConstraintViolation()
    {
        TestEntity root = TestEntity.Root();
        TestEntity signer = root.Issue(new TestTemplate("Signer") { Further = [new X509Extension("1.2.3.4", [0x05, 0x00], true)] });

        Assert.Equal(PathStatus.ConstraintViolation, Validate(signer, [], Store(root)).Status);
    }

    [Fact]
    public void Validate_AnchorWithAnUnknownCriticalExtension_ConstraintViolation()
    {
        TestEntity root = TestEntity.Root(TestTemplate.Authority("Root") with { Further = [new X509Extension("1.2.3.4", [0x05, 0x00], true)] });

        PathResult result = Validate(root.Issue(new TestTemplate("Signer")), [], Store(root));

        Assert.Equal((PathStatus.ConstraintViolation, root.Certificate), (result.Status, result.Offender));
    }

    [Fact]
    public void Validate_Sha1OnUnpinnedCertificate_WeakAlgorithm()
    {
        TestEntity root = TestEntity.Root();
        TestEntity authority = root.Issue(TestTemplate.Authority("G1") with { Hash = HashAlgorithmName.SHA1 });
        TestEntity signer = authority.Issue(new TestTemplate("Signer"));

        PathResult result = Validate(signer, [authority], Store(root));

        Assert.Equal(PathStatus.WeakAlgorithm, result.Status);
        Assert.Equal(authority.Certificate, result.Offender);
        Assert.Contains("SHA-1", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_Sha1OnPinnedIntermediate_Trusted()
    {
        TestEntity root = TestEntity.Root(TestTemplate.Authority("G1 root") with { Hash = HashAlgorithmName.SHA1 });
        TestEntity authority = root.Issue(TestTemplate.Authority("G1") with { Hash = HashAlgorithmName.SHA1 });
        TestEntity signer = authority.Issue(new TestTemplate("Signer"));
        TrustStore trust = TrustStore.Of(new TrustDomain("government", [root.Certificate], [authority.Certificate]));

        Assert.Equal(PathStatus.Trusted, Validate(signer, [], trust).Status);
    }

    [Fact]
    public void Validate_Sha1OnSignersCertificate_WeakAlgorithmThoughItsIssuerIsPinned()
    {
        TestEntity root = TestEntity.Root();
        TestEntity signer = root.Issue(new TestTemplate("Signer") { Hash = HashAlgorithmName.SHA1 });

        Assert.Equal(PathStatus.WeakAlgorithm, Validate(signer, [], Store(root)).Status);
    }

    [Fact]
    public void Validate_CrossCertificatesInALoop_FindsTheAnchor()
    {
        TestEntity root = TestEntity.Root();
        TestEntity one = root.IssueAuthority("One");
        TestEntity two = root.IssueAuthority("Two");
        TestEntity oneByTwo = one.CertifiedBy(two, TestTemplate.Authority("One"));
        TestEntity twoByOne = two.CertifiedBy(one, TestTemplate.Authority("Two"));
        TestEntity signer = one.Issue(new TestTemplate("Signer"));

        PathResult result = Validate(signer, [twoByOne, oneByTwo, one], Store(root));

        Assert.Equal([signer.Certificate, one.Certificate, root.Certificate], result.Chain);
        Assert.Equal(PathStatus.NoPath, Validate(signer, [twoByOne, oneByTwo], Store(TestEntity.Root("Other"))).Status);
    }

    [Fact]
    public void Validate_FirstCandidateExpired_TakesTheOther()
    {
        TestEntity root = TestEntity.Root();
        TestEntity authority = root.IssueAuthority("CA");
        TestEntity old = authority.CertifiedBy(root, TestTemplate.Authority("CA") with { NotAfter = Now.AddDays(-1) });
        TestEntity signer = authority.Issue(new TestTemplate("Signer"));

        Assert.Equal(authority.Certificate, Validate(signer, [old, authority], Store(root)).Chain[1]);
    }

    [Fact]
    public void Validate_ManyHostileCandidates_EndsInItsBudget()
    {
        TestEntity root = TestEntity.Root();
        TestEntity signer = root.IssueAuthority("CA").Issue(new TestTemplate("Signer"));
        TestEntity[] impostors = [.. Enumerable.Range(0, 120).Select(_ => TestEntity.Root("CA"))];

        PathResult result = Validate(signer, impostors, Store(root));

        Assert.Equal(PathStatus.BudgetExhausted, result.Status);
    }

    [Fact]
    public void Validate_DenselyCrossCertifiedAuthorities_EndsInItsBudget()
    {
        ECDsa[] keys = [.. Enumerable.Range(0, 6).Select(static _ => ECDsa.Create(ECCurve.NamedCurves.nistP256))];
        TestEntity[] roots = [.. keys.Select(static (key, i) => TestEntity.Root("temporary").Issue(TestTemplate.Authority($"CA {i}"), key))];
        TestEntity[] crossed = [.. roots.SelectMany((issuer, i) => roots.Where((_, j) => i != j).Select(subject => subject.CertifiedBy(issuer, TestTemplate.Authority(subject.Certificate.Subject.CommonName!))))];
        TestEntity signer = roots[0].Issue(new TestTemplate("Signer"));

        PathResult result = Validate(signer, crossed, Store(TestEntity.Root("Nobody's")));

        Assert.Equal(PathStatus.BudgetExhausted, result.Status);
    }

    [Fact]
    public void Validate_PoliciesThatMultiply_EndsInItsBudget()
    {
        X509Extension[] explosive = [Policies(40), Mappings(40)];
        TestEntity root = TestEntity.Root();
        var chain = new List<TestEntity>();
        TestEntity last = root;
        for (int i = 0; i < 5; i++)
        {
            last = last.Issue(TestTemplate.Authority($"CA {i}") with { Further = explosive });
            chain.Add(last);
        }
        TestEntity signer = last.Issue(new TestTemplate("Signer") { Further = [Policies(40)] });

        Assert.Equal(PathStatus.BudgetExhausted, Validate(signer, chain, Store(root)).Status);
    }

    [Fact]
    public void Validate_MalformedExtensionOnThePath_ConstraintViolation()
    {
        TestEntity root = TestEntity.Root();
        TestEntity authority = root.Issue(TestTemplate.Authority("CA") with { Further = [new X509Extension(Oids.NameConstraints, [0x04, 0x01, 0x00], true)] });

        Assert.Equal(PathStatus.ConstraintViolation, Validate(authority.Issue(new TestTemplate("Signer")), [authority], Store(root)).Status);
    }

    private static PathResult Validate(TestEntity target, IEnumerable<TestEntity> pool, TrustStore trust) =>
        PathValidator.Validate(target.Certificate, [.. pool.Select(static entity => entity.Certificate)], trust, Now, PathPurpose.DocumentSigning);

    private static TrustStore Store(params IReadOnlyList<TestEntity> anchors) => TrustStore.Of(Domain("test", anchors));

    private static TrustDomain Domain(string name, IReadOnlyList<TestEntity> anchors) => new(name, anchors.Select(static anchor => anchor.Certificate), []);

    private static byte[] DirectoryName(string name)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
        {
            writer.WriteEncodedValue(new X500DistinguishedName(name).RawData);
        }
        return writer.Encode();
    }

    private static byte[] DnsName(string name)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
        return writer.Encode();
    }

    private static X509Extension NameConstraints(byte[]? permitted, byte[]? excluded)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach ((int tag, byte[]? name) in ((int, byte[]?)[])[(0, permitted), (1, excluded)])
            {
                if (name is not null)
                {
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, tag)))
                    using (writer.PushSequence())
                    {
                        writer.WriteEncodedValue(name);
                    }
                }
            }
        }
        return new X509Extension(Oids.NameConstraints, writer.Encode(), true);
    }

    private static X509Extension Policies(int count)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            for (int i = 0; i < count; i++)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier($"1.2.3.{i}");
                }
            }
        }
        return new X509Extension(Oids.CertificatePolicies, writer.Encode(), false);
    }

    private static X509Extension Mappings(int count)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            for (int i = 0; i < count; i++)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier($"1.2.3.{i}");
                    writer.WriteObjectIdentifier($"1.2.3.{(i + 1) % count}");
                }
            }
        }
        return new X509Extension(Oids.PolicyMappings, writer.Encode(), true);
    }
}
