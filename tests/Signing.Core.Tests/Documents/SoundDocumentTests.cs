using Signing.Core.Creation;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Documents;

/// <summary>Every sound document is signed: again and again, and in the field that it has. One table, one set of judgments.</summary>
public sealed class SoundDocumentTests(World world)
{
    public static TheoryData<string> Names => SoundDocuments.Names;

    public static TheoryData<string> NamesWithField => [.. SoundDocuments.All.Where(static d => d.Value.Field is not null).Select(static d => d.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sign_NewFieldThrice_TouchesWhatItMustAndSatisfiesEveryJudge(string name)
    {
        SoundDocument sound = SoundDocuments.All[name];
        byte[] document = sound.Make();

        (byte[] once, string notes) = await SignAsync(document, null);
        byte[] twice = await world.SignAsync(once, world.OfficialEc);
        byte[] thrice = await world.SignAsync(twice, world.Official);

        Assert.Equal(sound.Notes, notes);
        Assert.Equal($"{sound.Touches} +sig +field {sound.Adds}".Trim(), UpdateContents.Describe(document, once));
        Assert.Equal($"{sound.TouchesLater ?? sound.Touches} +sig +field {sound.Adds}".Trim(), UpdateContents.Describe(once, twice));
        Assert.Equal($"{sound.TouchesLater ?? sound.Touches} +sig +field {sound.Adds}".Trim(), UpdateContents.Describe(twice, thrice));
        await AssertSoundAsync(document, thrice, signatures: 3);
    }

    [Theory]
    [MemberData(nameof(NamesWithField))]
    public async Task Sign_ExistingField_TouchesWhatItMustAndSatisfiesEveryJudge(string name)
    {
        SoundDocument sound = SoundDocuments.All[name];
        byte[] document = sound.Make();

        (byte[] once, _) = await SignAsync(document, sound.Field);
        byte[] twice = await world.SignAsync(once, world.OfficialEc);

        Assert.Equal($"{sound.FieldTouches} field +sig".Trim(), UpdateContents.Describe(document, once));
        Assert.Equal(sound.Field, (await world.VerifyAsync(once)).Signatures.Single().Field);
        await AssertSoundAsync(document, twice, signatures: 2, seen: sound.IsSplit ? 1 : 2);
    }

    private async Task<(byte[] Signed, string Notes)> SignAsync(byte[] document, string? field)
    {
        using var output = new MemoryStream();
        SigningResult result = await world.Signer.SignAsync(
            new MemoryStream(document), output, world.Agency, new SignatureOptions { Field = field }, TestContext.Current.CancellationToken);
        return (output.ToArray(), string.Join(' ', result.Notes.Select(static note => note.Code)));
    }

    private async Task AssertSoundAsync(byte[] document, byte[] signed, int signatures, int? seen = null)
    {
        Assert.True(signed.AsSpan().StartsWith(document), "The original is no prefix.");
        VerificationReport report = await world.VerifyAsync(signed);
        string reasons = string.Join("; ", report.Signatures.SelectMany(static s => s.Reasons.Select(static r => r.Message).Concat(s.Changes.Findings.Select(static f => f.Message))));
        Assert.True(report.Verdict == Verdict.Valid && report.Signatures.Count == signatures, $"{report.Verdict}: {reasons}");
        Assert.All(report.Signatures.SelectMany(static s => s.Reasons), static reason => Assert.Equal(ReasonCodes.NoTimestamp, reason.Code));
        await OutsideJudges.AcceptAsync(document, signed, seen ?? signatures);
    }
}
