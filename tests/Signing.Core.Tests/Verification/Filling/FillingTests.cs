using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification.Filling;

/// <summary>Form filling after signing: permitted from P = 2 on, where value and appearance say the same.</summary>
public sealed class FillingTests
{
    private static readonly Dictionary<string, LegitimateFilling> Legitimate = LegitimateFillings.All.ToDictionary(static filling => filling.Name);

    private static readonly Dictionary<string, ForgedFilling> Forged = ForgedFillings.All.ToDictionary(static filling => filling.Name);

    public static TheoryData<string> LegitimateNames => [.. Legitimate.Keys];

    public static TheoryData<string> ForgedNames => [.. Forged.Keys];

    [Theory]
    [MemberData(nameof(LegitimateNames))]
    public void Judge_Filling_AsTheSignaturePermits(string name)
    {
        LegitimateFilling filling = Legitimate[name];
        string others = $"/Action /Exclude /Fields [({filling.Field})]";
        string itself = $"/Action /Include /Fields [({filling.Field})]";

        AssertPermitted(filling, new TestSignature());
        AssertPermitted(filling, TestSignature.Certification(2));
        AssertPermitted(filling, TestSignature.Certification(3));
        AssertPermitted(filling, TestSignature.FieldMdp(others));
        AssertForbidden(filling, TestSignature.Certification(1));
        AssertForbidden(filling, TestSignature.FieldMdp(itself));
        AssertForbidden(filling, TestSignature.FieldMdp("/Action /All"));
    }

    [Theory]
    [MemberData(nameof(ForgedNames))]
    public void Judge_ForgedFilling_NeverValidAndNamed(string name)
    {
        ForgedFilling forged = Forged[name];
        foreach (TestSignature signature in (TestSignature[])[new TestSignature(), TestSignature.Certification(2), TestSignature.Certification(3)])
        {
            byte[] document = TestRevision.Apply(signature.Apply(forged.Document ?? FormDocument.Plain), forged.Change);

            VerificationReport report = Verify.Judge(document);

            Sentences.AssertWhole(report);
            Sentences.AssertWhole(Verify.Judge(document, language: "vi"));
            Assert.Contains(forged.Code, Told(report));
            Assert.Equal(forged.Verdict, report.Verdict);
        }
    }

    [Fact]
    public void Judge_FormsThatAreSigned_Valid() => Assert.All([FormDocument.Plain, FormDocument.Contradictory, FormDocument.Shared, FormDocument.AllShared], static document =>
        Assert.Equal(Verdict.Valid, Verify.Judge(new TestSignature().Apply(document)).Verdict));

    private static void AssertPermitted(LegitimateFilling filling, TestSignature signature)
    {
        VerificationReport report = Apply(filling, signature);

        Assert.Equal($"{ReasonCodes.FieldFilled}: The field '{filling.Field}' was filled in.", string.Join('\n', Described(report)));
        Assert.Equal((Verdict.Valid, ChangeLevel.FormFilling), (report.Verdict, report.Signatures[0].Changes.Level));
    }

    private static void AssertForbidden(LegitimateFilling filling, TestSignature signature)
    {
        VerificationReport report = Apply(filling, signature);

        Assert.Equal((Verdict.Invalid, ChangeLevel.Forbidden), (report.Verdict, report.Signatures[0].Changes.Level));
        Assert.Equal([ReasonCodes.ChangeForbidden, ReasonCodes.FieldFilled], Told(report));
    }

    private static VerificationReport Apply(LegitimateFilling filling, TestSignature signature) =>
        Verify.Judge(TestRevision.Apply(signature.Apply(filling.Document ?? FormDocument.Plain), filling.Change));

    private static IEnumerable<string> Told(VerificationReport report) => report.Signatures[0].Changes.Findings.Select(static finding => finding.Code);

    private static IEnumerable<string> Described(VerificationReport report) => report.Signatures[0].Changes.Findings.Select(static finding => $"{finding.Code}: {finding.Message}");
}
