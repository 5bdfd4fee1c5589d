using System.Text;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>Forgeries by construction, from documents that were soundly signed: none is ever <c>valid</c>, each gets its name.</summary>
public sealed class AttackTests
{
    private static readonly Dictionary<(string, string), Attack> Attacks =
        Forgeries.All.Concat(Incremental.All).Concat(Wrapping.All).Concat(Shadows.All).Concat(Certified.All).Concat(Ambiguities.All).Concat(Removals.All).Concat(SecurityStores.All)
            .ToDictionary(static attack => (attack.Class, attack.Variant));

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
        Assert.NotEqual(Verdict.Valid, attack.Verdict);
        Assert.True(attack.Verdict == report.Verdict, $"{report.Verdict} instead of {attack.Verdict}: {Encoding.UTF8.GetString(ReportJson.Serialize(report))}");
        Assert.Contains(attack.Code, codes);
    }

    [Fact]
    public void Judge_WhatTheForgeriesAreMadeFrom_Valid() =>
        Assert.All([Bases.Signed, Bases.SignedForm, Bases.SignedStream, Bases.Certified(2), Bases.Certified(3), Bases.Shadow], static document =>
            Assert.Equal(Verdict.Valid, Verify.Judge(document).Verdict));
}
