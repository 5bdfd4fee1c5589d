using Signing.Core.Cms;
using Signing.Core.Tests.Cms;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>A signature policy that a signature names is told, and matters where the validation policy says so (EN 319 102-1, 5.2.4).</summary>
public sealed class SignaturePolicyTests
{
    private const string Other = "1.2.3.4";

    private static readonly Dictionary<string, byte[]> Values = new(StringComparer.Ordinal)
    {
        ["named"] = PolicyAttribute.Of(qualifiers: [PolicyAttribute.At(PolicyAttribute.Uri)]),
        ["another"] = PolicyAttribute.Of(Other),
        ["another document"] = PolicyAttribute.Of(digest: new byte[32]),
        ["document unknown"] = PolicyAttribute.Of(digest: [0]),
        ["implied"] = PolicyAttribute.Implied,
        ["malformed"] = [2, 1, 5],
    };

    private static readonly Dictionary<string, SignaturePolicyConstraints?> Constraints = new(StringComparer.Ordinal)
    {
        ["none"] = null,
        ["nothing accepted"] = new() { Accepted = [] },
        ["accepted"] = new() { Accepted = [new() { Oid = PolicyAttribute.Oid }] },
        ["accepted by its document"] = new() { Accepted = [Document(new byte[20]), Document(PolicyAttribute.Digest)] },
        ["others too"] = new() { Accepted = [Document(PolicyAttribute.Digest)], Others = OtherSignaturePolicies.Accept },
    };

    [Theory]
    [InlineData("named", "none", null, ReasonCodes.SignaturePolicyNamed)]
    [InlineData("named", "nothing accepted", SubIndication.SignaturePolicyNotAvailable, ReasonCodes.SignaturePolicyNotAccepted)]
    [InlineData("named", "accepted", null, ReasonCodes.SignaturePolicyNamed)]
    [InlineData("named", "accepted by its document", null, ReasonCodes.SignaturePolicyNamed)]
    [InlineData("named", "others too", null, ReasonCodes.SignaturePolicyNamed)]
    [InlineData("another", "none", null, ReasonCodes.SignaturePolicyNamed)]
    [InlineData("another", "accepted", SubIndication.SignaturePolicyNotAvailable, ReasonCodes.SignaturePolicyNotAccepted)]
    [InlineData("another", "accepted by its document", SubIndication.SignaturePolicyNotAvailable, ReasonCodes.SignaturePolicyNotAccepted)]
    [InlineData("another", "others too", null, ReasonCodes.SignaturePolicyNamed)]
    [InlineData("another document", "none", null, ReasonCodes.SignaturePolicyNamed)]
    [InlineData("another document", "accepted", null, ReasonCodes.SignaturePolicyNamed)]
    [InlineData("another document", "accepted by its document", SubIndication.PolicyProcessingError, ReasonCodes.SignaturePolicyMismatch)]
    [InlineData("another document", "others too", SubIndication.PolicyProcessingError, ReasonCodes.SignaturePolicyMismatch)]
    [InlineData("document unknown", "accepted by its document", SubIndication.PolicyProcessingError, ReasonCodes.SignaturePolicyMismatch)]
    [InlineData("implied", "none", null, ReasonCodes.SignaturePolicyImplied)]
    [InlineData("implied", "accepted", SubIndication.SignaturePolicyNotAvailable, ReasonCodes.SignaturePolicyImplied)]
    [InlineData("implied", "others too", null, ReasonCodes.SignaturePolicyImplied)]
    [InlineData("malformed", "none", null, ReasonCodes.SignaturePolicyMalformed)]
    [InlineData("malformed", "accepted", SubIndication.PolicyProcessingError, ReasonCodes.SignaturePolicyMalformed)]
    [InlineData("malformed", "others too", null, ReasonCodes.SignaturePolicyMalformed)]
    public void Judge_SignatureThatNamesAPolicy_AsTheValidationPolicySays(string value, string constraints, SubIndication? sub, string code)
    {
        Evidence evidence = Verify.Collect(Signed(Forge.Attribute(Oids.SignaturePolicy, Values[value])));
        ValidationPolicy policy = ValidationPolicy.Offline with { SignaturePolicies = Constraints[constraints] };

        VerificationReport whole = PdfVerifier.Judge(evidence, policy, Verify.Now);
        Sentences.AssertWhole(whole);
        SignatureReport report = Assert.Single(whole.Signatures);

        Assert.Equal((sub is null ? Indication.TotalPassed : Indication.Indeterminate, sub), (report.Indication, report.SubIndication));
        Assert.Equal([code, ReasonCodes.NoTimestamp], report.Reasons.Select(static reason => reason.Code));
        Assert.Equal(Integrity.Intact, report.Integrity);
        Assert.Equal(
            ReportJson.Serialize(whole), ReportJson.Serialize(PdfVerifier.Judge(Evidence.Import(evidence.Export()), policy, Verify.Now)));
    }

    [Fact]
    public void Judge_NamedPolicy_TheSentenceTellsIdentifierAndAddress() => Assert.Contains(
        $"{PolicyAttribute.Oid} ({PolicyAttribute.Uri})",
        Assert.Single(Verify.Judge(Signed(Forge.Attribute(Oids.SignaturePolicy, Values["named"]))).Signatures).Reasons[0].Message,
        StringComparison.Ordinal);

    [Fact]
    public void Judge_NoPolicyNamed_ConstraintsDoNotMatter()
    {
        ValidationPolicy policy = ValidationPolicy.Offline with { SignaturePolicies = Constraints["nothing accepted"] };

        Assert.Equal(Verdict.Valid, Verify.Judge(Signed(), policy).Verdict);
    }

    // Which of two counts nobody could say (EN 319 122-1, 5.2.9.1: one value).
    [Fact]
    public void Judge_TwoPoliciesNamed_Invalid()
    {
        byte[] document = Signed(Forge.Attribute(Oids.SignaturePolicy, Values["named"], Values["another"]));

        Assert.Equal(SubIndication.FormatFailure, Assert.Single(Verify.Judge(document).Signatures).SubIndication);
    }

    [Fact]
    public void Judge_AlteredBytesAndUnlistedPolicy_Invalid()
    {
        byte[] document = new TestSignature
        {
            Cms = static content => TestSignature.Sign([.. content, 0], TestKey.P256, Forge.Attribute(Oids.SignaturePolicy, Values["named"])),
        }.Apply(Verify.SmallTable);

        SignatureReport report = Assert.Single(Verify.Judge(document, ValidationPolicy.Offline with { SignaturePolicies = Constraints["nothing accepted"] }).Signatures);

        Assert.Equal((Verdict.Invalid, SubIndication.HashFailure), (report.Verdict, report.SubIndication));
    }

    [Fact]
    public async Task Pdfsig_SignatureThatNamesAPolicy_Valid() =>
        await Judges.AcceptAsync(Signed(Forge.Attribute(Oids.SignaturePolicy, Values["named"])), signatures: 1);

    private static AcceptedSignaturePolicy Document(byte[] digest) => new() { Oid = PolicyAttribute.Oid, Digest = Convert.ToHexString(digest) };

    private static byte[] Signed(params byte[][] attributes) =>
        new TestSignature { Cms = content => TestSignature.Sign(content, TestKey.P256, attributes) }.Apply(Verify.SmallTable);
}
