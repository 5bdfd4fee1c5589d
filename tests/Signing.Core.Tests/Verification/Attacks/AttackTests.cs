using System.Text;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>Forgeries by construction, from documents that were soundly signed: none is ever <c>valid</c> but where the standard permits it, each gets its name.</summary>
public sealed class AttackTests
{
    private static readonly Dictionary<(string, string), Attack> Attacks = AttackTable.All.ToDictionary(static attack => (attack.Class, attack.Variant));

    public static TheoryData<string, string> Table => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Table))]
    public void Judge_Forgery_NeverValidAndNamed(string attackClass, string variant)
    {
        Attack attack = Attacks[(attackClass, variant)];
        byte[] document = attack.Build();

        VerificationReport report = Verify.Judge(document);

        IEnumerable<string> codes = report.Reasons
            .Concat(report.Signatures.SelectMany(static signature => signature.Reasons)).Select(static reason => reason.Code)
            .Concat(report.Signatures.SelectMany(static signature => signature.Changes.Findings).Select(static finding => finding.Code));
        Sentences.AssertWhole(report);
        Sentences.AssertWhole(Verify.Judge(document, language: "vi"));
        Assert.Equal(attack.Permitted is not null, attack.Verdict == Verdict.Valid);
        Assert.True(attack.Verdict == report.Verdict, $"{report.Verdict} instead of {attack.Verdict}: {Encoding.UTF8.GetString(ReportJson.Serialize(report))}");
        Assert.Contains(attack.Code, codes);
        SignatureReport? attacked = report.Signatures.Count > 0 ? report.Signatures[0] : null;
        Assert.Equal(attack.Permitted ?? attacked?.Changes.Level, attacked?.Changes.Level);
        Assert.Equal(attack.Permitted is not null || attack.HarmsOnlyItself, attacked?.Verdict == Verdict.Valid);
        Assert.All(
            report.Signatures.Where(static signature => signature is { Kind: SignatureKind.Signature, Changes.Level: ChangeLevel.Forbidden }),
            static signature => Assert.Contains(signature.Reasons, static reason => reason.Code is ReasonCodes.ChangeForbidden or ReasonCodes.TrailingData));
    }

    [Fact]
    public void Judge_WhatTheForgeriesAreMadeFrom_Valid() =>
        Assert.All([Bases.Signed, RichDocument.Signed, Bases.SignedForm, Bases.SignedStream, Bases.Certified(2), Bases.Certified(3), EncryptedDocuments.Sound], static document =>
            Assert.Equal(Verdict.Valid, Verify.Judge(document).Verdict));

    [Fact]
    public async Task Page_IsTheCommittedOne() => await CommittedPage.AssertAsync("ATTACKS.md", AttackPage.Render());

    public static TheoryData<string> Harmless => [.. SignedAmbiguities.Harmless.Keys];

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Judge_TwoReadingsThatShowTheSame_ValidAndTold(string name)
    {
        VerificationReport report = Verify.Judge(SignedAmbiguities.Harmless[name]());

        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal(ReasonCodes.AmbiguousStructure, Assert.Single(report.Reasons).Code);
    }

    [Fact]
    public void Judge_DocumentsAsTheyAreWritten_NothingAmbiguous() => Assert.All(
        [new TestPdf(TestPdfForm.Hybrid).Build(), new TestPdf(TestPdfForm.ObjectStreams).Build(), new TestPdf { IsLinearized = true }.Build(), SignedAmbiguities.WithAttachedDocument],
        static document => Assert.Empty(Verify.Judge(new TestSignature().Apply(document)).Reasons));
}
