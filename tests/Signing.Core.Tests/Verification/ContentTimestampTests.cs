using System.Security.Cryptography;
using Signing.Core.Pki;
using Signing.Core.Tests.Cms;
using Signing.Core.Tests.Verification.TimeTravel;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;
using Oids = Signing.Core.Cms.Oids;
using Samples = Signing.Core.Tests.Cms.Samples;

namespace Signing.Core.Tests.Verification;

/// <summary>Time-stamps over the content (EN 319 122-1, 5.2.8) are judged as others are, and never speak for a signature.</summary>
public sealed class ContentTimestampTests
{
    private const string Later = "20261123084015Z";

    private static readonly TestKey Stranger = TestKey.MakeRsa(2048, timestamping: true);

    private static readonly Dictionary<string, (Func<byte[], byte[]> Token, Verdict Verdict, SubIndication? Sub, string? Why)> Tokens = new(StringComparer.Ordinal)
    {
        ["sound"] = (static c => Samples.Stamp(c), Verdict.Valid, null, null),
        ["by another hash than the signature's"] = (static c => Samples.Stamp(c, hash: HashAlgorithmName.SHA512), Verdict.Valid, null, null),
        ["by a broken hash"] = (static c => Samples.Stamp(c, hash: HashAlgorithmName.SHA1), Verdict.Indeterminate, SubIndication.CryptoConstraintsFailureNoPoe, ReasonCodes.AlgorithmWeak),
        ["by an unknown hash"] = (static c => Samples.Stamp(c, hashOid: "1.2.3.4"), Verdict.Indeterminate, SubIndication.Generic, ReasonCodes.AlgorithmUnknown),
        ["over something else"] = (static c => Samples.Stamp([.. c, 0]), Verdict.Invalid, SubIndication.HashFailure, ReasonCodes.TimestampMismatch),
        ["garbage"] = (static _ => [0x30, 3, 2, 1, 5], Verdict.Invalid, SubIndication.FormatFailure, ReasonCodes.TimestampInvalid),
        ["no structure"] = (static _ => [5, 0], Verdict.Invalid, SubIndication.FormatFailure, ReasonCodes.TimestampInvalid),
        ["a signature that is no time-stamp"] = (static c => TestSignature.Sign(c, TestKey.Rsa), Verdict.Invalid, SubIndication.FormatFailure, ReasonCodes.TimestampInvalid),
        ["its signature broken"] = (
            static c => [.. Samples.Stamp(c)[..^1], (byte)(Samples.Stamp(c)[^1] ^ 1)], Verdict.Invalid, SubIndication.SigCryptoFailure, ReasonCodes.SignatureValueInvalid),
        ["without its certificate"] = (
            static c => Samples.Stamp(c, withCertificate: false), Verdict.Indeterminate, SubIndication.NoSigningCertificateFound, ReasonCodes.SignerCertificateMissing),
        ["from a stranger"] = (static c => Samples.Stamp(c, by: Stranger), Verdict.Indeterminate, SubIndication.NoCertificateChainFound, ReasonCodes.NoCertificateChain),
        ["from a signer of documents"] = (
            static c => Samples.Stamp(c, by: TestKey.Rsa), Verdict.Indeterminate, SubIndication.ChainConstraintsFailure, ReasonCodes.PurposeNotPermitted),
        ["of the future"] = (static c => Samples.Stamp(c, time: "20271123083015Z"), Verdict.Indeterminate, SubIndication.TimestampOrderFailure, ReasonCodes.TimestampFromFuture),
    };

    public static TheoryData<string> TokenNames => [.. Tokens.Keys];

    [Theory]
    [MemberData(nameof(TokenNames))]
    public void Judge_ContentTimestamp_AsItDeservesAndTheSignatureStands(string name)
    {
        var expected = Tokens[name];

        SignatureReport report = Judge(Signed(expected.Token));

        TimestampReport timestamp = Assert.Single(report.Timestamps);
        Assert.Equal((TimestampKind.Content, expected.Verdict, expected.Sub), (timestamp.Kind, timestamp.Verdict, timestamp.SubIndication));
        Assert.Equal(expected.Why, timestamp.Reasons.Select(static reason => reason.Code).FirstOrDefault());
        Assert.Equal((Verdict.Valid, "PAdES-B-B", null), (report.Verdict, report.Level, report.BestTime));
        Assert.Equal(
            expected.Verdict == Verdict.Valid ? [ReasonCodes.NoTimestamp] : [ReasonCodes.TimestampNotTrusted, ReasonCodes.NoTimestamp],
            report.Reasons.Select(static reason => reason.Code));
    }

    [Fact]
    public void Judge_Several_EachByItself()
    {
        byte[] document = Signed(static c => Samples.Stamp(c), static c => Samples.Stamp([.. c, 0]), static c => Samples.Stamp(c, hash: HashAlgorithmName.SHA384));

        SignatureReport report = Judge(document);

        Assert.Equal([Verdict.Valid, Verdict.Invalid, Verdict.Valid], report.Timestamps.Select(static timestamp => timestamp.Verdict));
        Assert.Equal(Verdict.Valid, report.Verdict);
    }

    [Fact]
    public void Judge_BesideASignatureTimestamp_BothCount()
    {
        SignatureReport report = Judge(Stamped(static c => Samples.Stamp(c), static v => Samples.Stamp(v, time: Later)));

        Assert.Equal([(TimestampKind.Content, Verdict.Valid), (TimestampKind.Signature, Verdict.Valid)], report.Timestamps.Select(static t => (t.Kind, t.Verdict)));
        Assert.Equal((Verdict.Valid, "PAdES-B-T", Samples.Time.AddMinutes(10)), (report.Verdict, report.Level, report.BestTime));
        Assert.Empty(report.Reasons);
    }

    [Fact]
    public void Judge_SwappedWithTheSignatureTimestamp_NeitherCounts()
    {
        byte[] value = [];
        byte[] content = [];
        // What each would be over, first.
        Stamped(c => { content = c; return Samples.Stamp(c); }, v => { value = v; return Samples.Stamp(v); });

        SignatureReport report = Judge(Stamped(_ => Samples.Stamp(value), _ => Samples.Stamp(content)));

        Assert.All(report.Timestamps, static t => Assert.Equal((Verdict.Invalid, SubIndication.HashFailure), (t.Verdict, t.SubIndication)));
        Assert.Equal((Verdict.Valid, "PAdES-B-B"), (report.Verdict, report.Level));
        Assert.Equal([ReasonCodes.TimestampNotTrusted], report.Reasons.Select(static reason => reason.Code));
    }

    [Fact]
    public void Judge_LaterThanTheSignatureTimestamp_OrderFailure()
    {
        SignatureReport report = Judge(Stamped(static c => Samples.Stamp(c, time: Later), static v => Samples.Stamp(v)));

        Assert.Equal((Indication.Indeterminate, SubIndication.TimestampOrderFailure), (report.Indication, report.SubIndication));
        Assert.Equal(ReasonCodes.TimestampOrder, Assert.Single(report.Timestamps[0].Reasons).Code);
    }

    // 5.5.4 (3) a): a token over something else says nothing of the order of anything.
    [Fact]
    public void Judge_LaterButOverSomethingElse_DoesNotMatter()
    {
        SignatureReport report = Judge(Stamped(static c => Samples.Stamp([.. c, 0], time: Later), static v => Samples.Stamp(v)));

        Assert.Equal((Verdict.Valid, Verdict.Invalid), (report.Verdict, report.Timestamps[0].Verdict));
    }

    [Theory]
    [InlineData(true, SubIndication.CryptoConstraintsFailure)]
    [InlineData(false, SubIndication.CryptoConstraintsFailureNoPoe)]
    public void Judge_AlgorithmThatEndedBefore_NoProofCanHelpWhereAContentTimestampIsYounger(bool hasTimestamp, SubIndication sub)
    {
        AlgorithmTable table = AlgorithmTable.Default with { Schemes = [new("RSA", null), new("ECDSA", Samples.Time.AddHours(-1))] };
        ValidationPolicy policy = ValidationPolicy.Offline with { Algorithms = table };

        SignatureReport report = Assert.Single(Verify.Judge(hasTimestamp ? Signed(static c => Samples.Stamp(c)) : Bases.Signed, policy).Signatures);

        Assert.Equal((Indication.Indeterminate, sub), (report.Indication, report.SubIndication));
    }

    [Fact]
    public void Judge_EvidenceWithoutTheDigest_SaysSo()
    {
        Evidence evidence = Verify.Collect(Signed(static c => Samples.Stamp(c, hash: HashAlgorithmName.SHA512)));
        SignatureEvidence signature = evidence.Data.Signatures[0];
        EvidenceData older = evidence.Data with
        {
            Signatures = [signature with { Digests = signature.Digests.Where(static digest => digest.Key != "SHA512").ToDictionary() }],
        };

        SignatureReport report = Assert.Single(
            PdfVerifier.Judge(new Evidence(older, evidence.Trust, evidence.Certificates, evidence.Proofs), ValidationPolicy.Offline, Verify.Now).Signatures);

        TimestampReport timestamp = Assert.Single(report.Timestamps);
        Assert.Equal((Verdict.Indeterminate, SubIndication.SignedDataNotFound), (timestamp.Verdict, timestamp.SubIndication));
        Assert.Equal(ReasonCodes.TimestampDataMissing, timestamp.Reasons[0].Code);
        Assert.Equal(Verdict.Valid, report.Verdict);
    }

    [Fact]
    public async Task Validate_LiveAuthorities_BothTimestampsCount()
    {
        await using TimeTravelScene scene = await TimeTravelScene.OpenAsync(new Cast(), byLibrary: true);
        await scene.SignContentStampedAsync(isTimestamped: true);

        SignatureReport report = Assert.Single((await scene.VerifyAsync(offline: false, AlgorithmTable.Default)).Signatures);

        Assert.Equal([(TimestampKind.Content, Verdict.Valid), (TimestampKind.Signature, Verdict.Valid)], report.Timestamps.Select(static t => (t.Kind, t.Verdict)));
        Assert.Equal((Verdict.Valid, "PAdES-B-T"), (report.Verdict, report.Level));
        await Judges.AcceptAsync(scene.Document, signatures: 1);
    }

    [Fact]
    public async Task Extend_SignatureWithContentTimestamp_ReachesBaselineLta()
    {
        await using TimeTravelScene scene = await TimeTravelScene.OpenAsync(new Cast(), byLibrary: true);
        await scene.SignContentStampedAsync(isTimestamped: true);
        await scene.ArchiveAsync(scene.Archivist);

        SignatureReport report = (await scene.VerifyAsync(offline: false, AlgorithmTable.Default)).Signatures[0];

        Assert.Equal((Verdict.Valid, "PAdES-B-LTA"), (report.Verdict, report.Level));
        Assert.Equal([TimestampKind.Content, TimestampKind.Signature, TimestampKind.Document], report.Timestamps.Select(static t => t.Kind));
    }

    private static SignatureReport Judge(byte[] document)
    {
        VerificationReport whole = Verify.Judge(document);
        Sentences.AssertWhole(whole);
        return Assert.Single(whole.Signatures);
    }

    private static byte[] Signed(params Func<byte[], byte[]>[] tokens) => new TestSignature
    {
        Room = 20_000,
        Cms = content => TestSignature.Sign(content, TestKey.P256, [Forge.Attribute(Oids.ContentTimestamp, [.. tokens.Select(token => token(content))])]),
    }.Apply(Verify.SmallTable);

    /// <summary>With a content time-stamp and one over the signature.</summary>
    private static byte[] Stamped(Func<byte[], byte[]> content, Func<byte[], byte[]> signature) => new TestSignature
    {
        Room = 20_000,
        Cms = bytes => TestSignature.Stamp(TestSignature.Sign(bytes, TestKey.P256, [Forge.Attribute(Oids.ContentTimestamp, content(bytes))]), signature),
    }.Apply(Verify.SmallTable);
}
