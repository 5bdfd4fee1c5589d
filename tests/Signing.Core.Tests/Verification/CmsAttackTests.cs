using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Signing.Core.Cms;
using Signing.Core.Tests.Cms;
using Signing.Core.Tests.Verification.Attacks;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;
using Samples = Signing.Core.Tests.Cms.Samples;

namespace Signing.Core.Tests.Verification;

/// <summary>What is wrong inside the CMS, each thing by itself, and what the report makes of it.</summary>
public sealed class CmsAttackTests
{
    private const string Older = "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached";

    private static readonly (TestKey First, TestKey Second) Twins = TestKey.Twins();

    private static readonly TestKey WeakRsa = TestKey.MakeRsa(1024);

    private static readonly TestKey Stranger = TestKey.MakeRsa(2048, timestamping: true);

    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        ["sound"] = Made(Verdict.Valid, null, Integrity.Intact, null, static d => new Forge { Attributes = Usual(d) }),
        ["attributes of one's own order"] = Made(Verdict.Valid, null, Integrity.Intact, null, static d => new Forge { Attributes = [.. Usual(d).Reverse()], InGivenOrder = true }),
        ["attributes signed as transmitted"] = Made(
            Verdict.Invalid, SubIndication.SigCryptoFailure, Integrity.Broken, ReasonCodes.SignatureValueInvalid,
            static d => new Forge { Attributes = [.. Usual(d).Reverse()], InGivenOrder = true, SignTransmitted = true }),
        ["two signers"] = Made(Verdict.Invalid, SubIndication.FormatFailure, Integrity.Broken, ReasonCodes.CmsMalformed, static d => new Forge { Attributes = Usual(d), Signers = 2 }),
        ["no signer"] = Made(Verdict.Invalid, SubIndication.FormatFailure, Integrity.Broken, ReasonCodes.CmsMalformed, static d => new Forge { Attributes = Usual(d), Signers = 0 }),
        ["content inside"] = Made(Verdict.Invalid, SubIndication.FormatFailure, Integrity.Broken, ReasonCodes.CmsMalformed, static d => new Forge { Attributes = Usual(d), Content = Samples.Content }),
        ["another content type"] = Made(
            Verdict.Invalid, SubIndication.FormatFailure, Integrity.Broken, ReasonCodes.CmsMalformed, static d => new Forge { Attributes = Usual(d), ContentType = Oids.SignedData }),
        ["content-type missing"] = Made(Verdict.Invalid, SubIndication.FormatFailure, Integrity.Intact, ReasonCodes.AttributesInvalid, static d => new Forge { Attributes = Usual(d)[1..] }),
        ["content-type doubled"] = Made(
            Verdict.Invalid, SubIndication.FormatFailure, Integrity.Intact, ReasonCodes.AttributesInvalid, static d => new Forge { Attributes = [Forge.ContentTypeAttribute(), .. Usual(d)] }),
        ["content-type of another kind"] = Made(
            Verdict.Invalid, SubIndication.FormatFailure, Integrity.Intact, ReasonCodes.AttributesInvalid,
            static d => new Forge { Attributes = [Forge.ContentTypeAttribute(Oids.TstInfo), .. Usual(d)[1..]] }),
        ["message-digest missing"] = Made(
            Verdict.Invalid, SubIndication.FormatFailure, Integrity.Unknown, ReasonCodes.AttributesInvalid, static d => new Forge { Attributes = [Usual(d)[0], Usual(d)[2]] }),
        ["message-digest doubled"] = Made(
            Verdict.Invalid, SubIndication.FormatFailure, Integrity.Intact, ReasonCodes.AttributesInvalid, static d => new Forge { Attributes = [.. Usual(d), Forge.MessageDigestAttribute(d)] }),
        ["a second message-digest"] = Made(
            Verdict.Invalid, null, Integrity.Broken, ReasonCodes.DigestMismatch, static d => new Forge { Attributes = [.. Usual(d), Forge.MessageDigestAttribute(new byte[32])] }),
        ["message-digest of other bytes"] = Made(
            Verdict.Invalid, SubIndication.HashFailure, Integrity.Broken, ReasonCodes.DigestMismatch, static _ => new Forge { Attributes = Usual(new byte[32]) }),
        ["signature value of other attributes"] = Made(
            Verdict.Invalid, SubIndication.SigCryptoFailure, Integrity.Broken, ReasonCodes.SignatureValueInvalid, static d => new Forge { Attributes = Usual(d), Value = static v => [.. v[..^1], (byte)(v[^1] ^ 1)] }),
        ["signature value of another key"] = Made(
            Verdict.Invalid, SubIndication.SigCryptoFailure, Integrity.Broken, ReasonCodes.SignatureValueInvalid,
            static d => new Forge { Attributes = Usual(d), Value = static _ => TestKey.OtherRsa.Sign([1], SignatureAlgorithm.RsaPkcs1Sha256) }),
        ["another digest in the list"] = Made(
            Verdict.Invalid, SubIndication.FormatFailure, Integrity.Intact, ReasonCodes.CmsMalformed, static d => new Forge { Attributes = Usual(d), ListedDigest = Oids.Sha512 }),
        ["digest substituted"] = Made(
            Verdict.Invalid, SubIndication.HashFailure, Integrity.Broken, ReasonCodes.DigestMismatch, static d => new Forge { Attributes = Usual(d), SignerDigest = Oids.Sha512, ListedDigest = Oids.Sha512 }),
        ["signature algorithm of another hash"] = Made(
            Verdict.Indeterminate, SubIndication.SigConstraintsFailure, Integrity.Intact, ReasonCodes.AttributesInvalid,
            static d => new Forge { Attributes = Usual(d), SignatureAlgorithm = Oids.Sha512WithRsa, Hash = HashAlgorithmName.SHA512 }),
        ["unknown digest"] = Made(
            Verdict.Indeterminate, SubIndication.Generic, Integrity.Unknown, ReasonCodes.AlgorithmUnknown, static d => new Forge { Attributes = Usual(d), SignerDigest = "1.2.3.4", ListedDigest = "1.2.3.4" }),
        ["unknown signature algorithm"] = Made(
            Verdict.Indeterminate, SubIndication.Generic, Integrity.Unknown, ReasonCodes.AlgorithmUnknown, static d => new Forge { Attributes = Usual(d), SignatureAlgorithm = "1.2.3.4" }),
        ["signature algorithm of another kind of key"] = Made(
            Verdict.Indeterminate, SubIndication.Generic, Integrity.Unknown, ReasonCodes.AlgorithmUnknown, static d => new Forge { Attributes = Usual(d), SignatureAlgorithm = Oids.EcdsaWithSha256 }),
        ["SHA-1"] = Made(
            Verdict.Indeterminate, SubIndication.CryptoConstraintsFailure, Integrity.Intact, ReasonCodes.AlgorithmWeak,
            static (_, content) => new Forge
            {
                Attributes = [.. Usual(CryptographicOperations.HashData(HashAlgorithmName.SHA1, content))], SignerDigest = Oids.Sha1, ListedDigest = Oids.Sha1, Hash = HashAlgorithmName.SHA1,
            }),
        ["RSA-1024"] = Made(
            Verdict.Indeterminate, SubIndication.CryptoConstraintsFailure, Integrity.Intact, ReasonCodes.AlgorithmWeak,
            static d => new Forge { Key = WeakRsa, Certificates = [WeakRsa.Certificate], Attributes = Usual(d, WeakRsa) }),
        ["an unknown version"] = Made(Verdict.Invalid, SubIndication.FormatFailure, Integrity.Intact, ReasonCodes.CmsMalformed, static d => new Forge { Attributes = Usual(d), Version = 2 }),
        ["an unknown version of the signer"] = Made(
            Verdict.Invalid, SubIndication.FormatFailure, Integrity.Intact, ReasonCodes.CmsMalformed, static d => new Forge { Attributes = Usual(d), SignerVersion = 3 }),
        ["signing-certificate of another"] = Made(
            Verdict.Indeterminate, SubIndication.NoSigningCertificateFound, Integrity.Intact, ReasonCodes.SigningCertificateMismatch,
            static d => new Forge { Attributes = [.. Usual(d)[..2], Forge.SigningCertificateAttribute(TestKey.OtherRsa)] }),
        ["a twin that differs in its key usage"] = Made(
            Verdict.Indeterminate, SubIndication.NoSigningCertificateFound, Integrity.Intact, ReasonCodes.SigningCertificateMismatch,
            static d => new Forge { Key = Twins.First, Certificates = [Twins.First.Certificate], Attributes = Usual(d, Twins.Second) }),
        ["signing-certificate doubled"] = Made(
            Verdict.Invalid, SubIndication.FormatFailure, Integrity.Intact, ReasonCodes.AttributesInvalid,
            static d => new Forge { Attributes = [.. Usual(d), Forge.SigningCertificateAttribute(TestKey.Rsa)] }),
        ["signing-certificate missing"] = Made(
            Verdict.Indeterminate, SubIndication.SigConstraintsFailure, Integrity.Intact, ReasonCodes.SigningCertificateAttributeMissing, static d => new Forge { Attributes = Usual(d)[..2] }),
        ["signing-certificate missing in the older form"] = Made(
            Verdict.Valid, null, Integrity.Intact, ReasonCodes.SigningCertificateAttributeAbsent, static d => new Forge { Attributes = Usual(d)[..2] }) with { Head = Older },
        ["signing-certificate of another in the older form"] = Made(
            Verdict.Indeterminate, SubIndication.NoSigningCertificateFound, Integrity.Intact, ReasonCodes.SigningCertificateMismatch,
            static d => new Forge { Attributes = [.. Usual(d)[..2], Forge.SigningCertificateAttribute(TestKey.OtherRsa)] }) with { Head = Older },
        ["no signed attributes"] = Made(
            Verdict.Invalid, SubIndication.FormatFailure, Integrity.Intact, ReasonCodes.AttributesInvalid,
            static (_, content) => new Forge { Attributes = [], Value = _ => TestKey.Rsa.Sign(content, SignatureAlgorithm.RsaPkcs1Sha256) }),
        ["no signed attributes in the older form"] = Made(
            Verdict.Valid, null, Integrity.Intact, ReasonCodes.SigningCertificateAttributeAbsent,
            static (_, content) => new Forge { Attributes = [], Value = _ => TestKey.Rsa.Sign(content, SignatureAlgorithm.RsaPkcs1Sha256) }) with { Head = Older },
        ["no certificate"] = Made(
            Verdict.Indeterminate, SubIndication.NoSigningCertificateFound, Integrity.Unknown, ReasonCodes.SignerCertificateMissing, static d => new Forge { Attributes = Usual(d), Certificates = [] }),
        ["no certificate and other bytes"] = Made(
            Verdict.Invalid, SubIndication.HashFailure, Integrity.Broken, ReasonCodes.DigestMismatch, static _ => new Forge { Attributes = Usual(new byte[32]), Certificates = [] }),
        ["another's certificate alone"] = Made(
            Verdict.Indeterminate, SubIndication.NoSigningCertificateFound, Integrity.Unknown, ReasonCodes.SignerCertificateMissing,
            static d => new Forge { Attributes = Usual(d), Certificates = [TestKey.OtherRsa.Certificate] }),
        ["ECDSA, sound"] = Made(Verdict.Valid, null, Integrity.Intact, null, static d => Elliptic(d, static value => value)),
        ["ECDSA, r zero"] = Elliptic(static (_, s, _) => (0, s)),
        ["ECDSA, s zero"] = Elliptic(static (r, _, _) => (r, 0)),
        ["ECDSA, both zero"] = Elliptic(static (_, _, _) => (0, 0)),
        ["ECDSA, r negative"] = Elliptic(static (r, s, order) => (r - order, s)),
        ["ECDSA, s negative"] = Elliptic(static (r, s, order) => (r, s - order)),
        ["ECDSA, r unreduced"] = Elliptic(static (r, s, order) => (r + order, s)),
        ["ECDSA, s unreduced"] = Elliptic(static (r, s, order) => (r, s + order)),
        ["RSA, the value alone without padding"] = Made(
            Verdict.Invalid, SubIndication.SigCryptoFailure, Integrity.Broken, ReasonCodes.SignatureValueInvalid, static d => new Forge { Attributes = Usual(d), Value = static _ => [1] }),
        ["RSA, a value with a byte more"] = Made(
            Verdict.Invalid, SubIndication.SigCryptoFailure, Integrity.Broken, ReasonCodes.SignatureValueInvalid, static d => new Forge { Attributes = Usual(d), Value = static v => [0, .. v] }),
    };

    private static readonly Dictionary<string, (Func<byte[], byte[]> Token, Verdict Verdict, string Level, string Code, Verdict Timestamp, SubIndication? Sub, string? Why)> Tokens = new(StringComparer.Ordinal)
    {
        ["sound"] = (static v => Samples.Stamp(v), Verdict.Valid, "PAdES-B-T", "", Verdict.Valid, null, null),
        ["over another signature"] = (static v => Samples.Stamp([.. v, 0]), Verdict.Valid, "PAdES-B-B", ReasonCodes.TimestampNotTrusted, Verdict.Invalid, SubIndication.HashFailure, ReasonCodes.TimestampMismatch),
        ["garbage"] = (static _ => [0x30, 3, 2, 1, 5], Verdict.Valid, "PAdES-B-B", ReasonCodes.TimestampNotTrusted, Verdict.Invalid, SubIndication.FormatFailure, ReasonCodes.TimestampInvalid),
        ["a signature that is no time-stamp"] = (
            static v => TestSignature.Sign(v, TestKey.Rsa), Verdict.Valid, "PAdES-B-B", ReasonCodes.TimestampNotTrusted, Verdict.Invalid, SubIndication.FormatFailure, ReasonCodes.TimestampInvalid),
        ["its signature broken"] = (
            static v => [.. Samples.Stamp(v)[..^1], (byte)(Samples.Stamp(v)[^1] ^ 1)], Verdict.Valid, "PAdES-B-B", ReasonCodes.TimestampNotTrusted, Verdict.Invalid, SubIndication.SigCryptoFailure, ReasonCodes.SignatureValueInvalid),
        ["without its certificate"] = (
            static v => Samples.Stamp(v, withCertificate: false), Verdict.Indeterminate, "PAdES-B-B", ReasonCodes.TimestampNotTrusted, Verdict.Indeterminate, SubIndication.NoSigningCertificateFound, ReasonCodes.SignerCertificateMissing),
        ["from a stranger"] = (
            static v => Samples.Stamp(v, by: Stranger), Verdict.Indeterminate, "PAdES-B-B", ReasonCodes.TimestampNotTrusted, Verdict.Indeterminate, SubIndication.NoCertificateChainFound, ReasonCodes.NoCertificateChain),
        ["from a signer of documents"] = (
            static v => Samples.Stamp(v, by: TestKey.Rsa), Verdict.Indeterminate, "PAdES-B-B", ReasonCodes.TimestampNotTrusted, Verdict.Indeterminate, SubIndication.ChainConstraintsFailure, ReasonCodes.PurposeNotPermitted),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> TokenNames => [.. Tokens.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Judge_Signature_AsItsCmsDeserves(string name)
    {
        Case expected = Cases[name];
        VerificationReport whole = Verify.Judge(Document(expected), trust: Trust);
        Sentences.AssertWhole(whole);
        SignatureReport report = Assert.Single(whole.Signatures);

        Assert.Equal((expected.Verdict, expected.Integrity), (report.Verdict, report.Integrity));
        if (expected.Sub is not null || expected.Verdict == Verdict.Valid)
        {
            Assert.Equal(expected.Sub, report.SubIndication);
        }
        IEnumerable<string> codes = report.Reasons.Select(static reason => reason.Code).Except([ReasonCodes.NoTimestamp]);
        if (expected.Code is null)
        {
            Assert.Equal([], codes);
        }
        else
        {
            Assert.Contains(expected.Code, codes);
        }
        Assert.Equal(expected.Head == Older ? "CMS" : "PAdES-B-B", report.Level);
    }

    [Theory]
    [MemberData(nameof(TokenNames))]
    public void Judge_SignatureTimestamp_CountsOnlyWhereSound(string name)
    {
        var expected = Tokens[name];
        VerificationReport whole = Verify.Judge(Stamped(expected.Token), trust: Trust);
        Sentences.AssertWhole(whole);
        SignatureReport report = Assert.Single(whole.Signatures);

        Assert.Equal((expected.Verdict, expected.Level), (report.Verdict, report.Level));
        Assert.Equal(expected.Code, string.Join(' ', report.Reasons.Select(static reason => reason.Code)));
        TimestampReport timestamp = Assert.Single(report.Timestamps);
        Assert.Equal((expected.Timestamp, expected.Sub), (timestamp.Verdict, timestamp.SubIndication));
        Assert.Equal(expected.Why, timestamp.Reasons.Select(static reason => reason.Code).FirstOrDefault());
        Assert.Equal(expected.Timestamp == Verdict.Valid ? Samples.Time : null, report.BestTime);
    }

    [Fact]
    public void Judge_TwoTimestamps_TheSoundOneCounts()
    {
        byte[] document = new TestSignature
        {
            Room = 6000,
            Cms = static content => new Forge
            {
                Attributes = Usual(SHA256.HashData(content)),
                UnsignedAttributes = [Forge.Attribute(Oids.SignatureTimestamp, Samples.Stamp([1]), Samples.Stamp(ValueOf(content)))],
            }.Write(),
        }.Apply(Verify.SmallTable);

        SignatureReport report = Assert.Single(Verify.Judge(document).Signatures);

        Assert.Equal([Verdict.Invalid, Verdict.Valid], report.Timestamps.Select(static timestamp => timestamp.Verdict));
        Assert.Equal(("PAdES-B-T", Verdict.Valid), (report.Level, report.Verdict));
        Assert.Equal(ReasonCodes.TimestampNotTrusted, Assert.Single(report.Reasons).Code);
    }

    [Fact]
    public void Judge_TimestampOfTheFuture_DoesNotCount()
    {
        byte[] document = new TestSignature { Room = 6000, Cms = static content => TestSignature.SignAndStamp(content, TestKey.P256) }.Apply(Verify.SmallTable);

        VerificationReport report = PdfVerifier.Judge(Verify.Collect(document), ValidationPolicy.Offline, Samples.Time.AddDays(-1));

        SignatureReport signature = Assert.Single(report.Signatures);
        Assert.Equal((Verdict.Indeterminate, SubIndication.TimestampOrderFailure), (signature.Verdict, signature.SubIndication));
        Assert.Equal(ReasonCodes.TimestampFromFuture, Assert.Single(Assert.Single(signature.Timestamps).Reasons).Code);
    }

    [Fact]
    public void CmsRules_EveryFinding_HasARule() =>
        Assert.Equal(Enum.GetValues<CmsFindings>().Aggregate(static (all, one) => all | one), CmsRules.Known);

    private static Core.Pki.TrustStore Trust { get; } =
        Verify.Trusting(TestKey.P256, TestKey.Rsa, TestKey.TimestampAuthority, Twins.First, Twins.Second, WeakRsa);

    /// <summary>The forgeries as rows of the table of attacks; what is sound is not among them.</summary>
    internal static IEnumerable<Attack> Attacks =>
    [
        .. from one in Cases
           where one.Value.Verdict != Verdict.Valid
           select new Attack("in the CMS", one.Key, () => Document(one.Value), one.Value.Verdict, one.Value.Code!),
        .. from one in Tokens
           where one.Value.Code.Length > 0
           select new Attack("in the CMS", $"a time-stamp {one.Key}", () => Stamped(one.Value.Token), one.Value.Verdict, one.Value.Code),
    ];

    private static byte[] Document(Case expected) => new TestSignature
    {
        Head = expected.Head, Room = 6000, Cms = content => expected.Make(SHA256.HashData(content), content).Write(),
    }.Apply(Verify.SmallTable);

    private static byte[] Stamped(Func<byte[], byte[]> token) => new TestSignature
    {
        Room = 6000, Cms = content => TestSignature.Stamp(TestSignature.Sign(content, TestKey.P256), token),
    }.Apply(Verify.SmallTable);

    private static Forge Elliptic(byte[] digest, Func<byte[], byte[]> value) => new()
    {
        Key = TestKey.P256, Certificates = [TestKey.P256.Certificate], SignatureAlgorithm = Oids.EcdsaWithSha256, Attributes = Usual(digest, TestKey.P256), Value = value,
    };

    private static Case Elliptic(Func<BigInteger, BigInteger, BigInteger, (BigInteger R, BigInteger S)> forge) => Made(
        Verdict.Invalid, SubIndication.SigCryptoFailure, Integrity.Broken, ReasonCodes.SignatureValueInvalid, digest => Elliptic(digest, value =>
        {
            AsnReader pair = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
            (BigInteger r, BigInteger s) = forge(pair.ReadInteger(), pair.ReadInteger(), Order);
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteInteger(r);
                writer.WriteInteger(s);
            }
            return writer.Encode();
        }));

    /// <summary>The order of P-256's base point.</summary>
    private static BigInteger Order { get; } = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static byte[][] Usual(byte[] digest, TestKey? key = null) => [Forge.Usual(key)[0], Forge.MessageDigestAttribute(digest), Forge.Usual(key)[2]];

    private static byte[] ValueOf(byte[] content) =>
        CmsSignedData.Parse(new Forge { Attributes = Usual(SHA256.HashData(content)) }.Write()).Signers[0].SignatureValue.ToArray();

    private static Case Made(Verdict verdict, SubIndication? sub, Integrity integrity, string? code, Func<byte[], Forge> make) =>
        new(verdict, sub, integrity, code, (digest, _) => make(digest));

    private static Case Made(Verdict verdict, SubIndication? sub, Integrity integrity, string? code, Func<byte[], byte[], Forge> make) =>
        new(verdict, sub, integrity, code, make);

    private sealed record Case(Verdict Verdict, SubIndication? Sub, Integrity Integrity, string? Code, Func<byte[], byte[], Forge> Make)
    {
        internal string Head { get; init; } = "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached";
    }
}
