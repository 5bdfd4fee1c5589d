using System.Text;
using Signing.Core.Tests.Pdf;
using Signing.Core.Tests.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Each kind of damage, in each make of document, unsigned and signed; each with the end that <see cref="Damage"/> says.</summary>
public sealed class DamageMatrixTests(World world)
{
    public static TheoryData<string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (Damage damage in Damage.All)
            {
                foreach (string make in Damage.Makes.Keys.Where(make => damage.End(make) != '-'))
                {
                    cells.Add(damage.Name, make);
                }
            }
            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Sign_Damaged_EndsAsTheTableSays(string name, string make)
    {
        Damage damage = Damage.All.Single(d => d.Name == name);
        char end = damage.End(make);
        byte[] sound = Damage.Makes[make]().Build();
        byte[] document = Spoil(damage, sound);
        Assert.Equal(name == "none", document.AsSpan().SequenceEqual(sound));
        VerificationReport before = await world.VerifyAsync(document);
        if (end == 'L')
        {
            SigningException error = await Refusal.OfAsync(world.Signer, document, world.Agency);
            Assert.Equal(ErrorCodes.PdfDamaged, error.Code);
            Assert.NotEmpty(error.Facts["what"]);
            Assert.Equal((Verdict.Unreadable, ReasonCodes.DocumentDamaged), (before.Verdict, Assert.Single(before.Reasons).Code));
            return;
        }

        Assert.Equal(Verdict.Unsigned, before.Verdict);
        bool isMet = end is not ('W' or 'S');
        Assert.Equal(isMet, before.Document.Repaired);
        Assert.Equal(isMet, before.Reasons.Any(static reason => reason.Code == ReasonCodes.DocumentRepaired));
        byte[] signed = await world.SignAsync(document);

        Assert.True(signed.AsSpan().StartsWith(document));
        VerificationReport after = await world.VerifyAsync(signed);
        Assert.True(after.Verdict == Verdict.Valid, string.Join(' ', after.Reasons.Concat(after.Signatures.SelectMany(static signature => signature.Reasons)).Select(static reason => reason.Message)));
        Assert.Equal(Integrity.Intact, Assert.Single(after.Signatures).Integrity);
        Assert.False(after.Document.Repaired, string.Join(' ', after.Reasons.Select(static reason => reason.Message)));
        await AssertNoWorseAsync(document, signed);
        if (end == 'R')
        {
            byte[] twice = await world.SignAsync(signed, world.OfficialEc);
            Assert.Equal((Verdict.Valid, 2), ((await world.VerifyAsync(twice)) is var report ? report.Verdict : default, report.Signatures.Count));
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Sign_DamagedAndSigned_IsRefusedAndNeverValid(string name, string make)
    {
        Damage damage = Damage.All.Single(d => d.Name == name);
        byte[] sound = new TestSignature().Apply(Damage.Makes[make]().Build());
        byte[] document = Spoil(damage, sound);
        VerificationReport report = Tests.Verification.Verify.Judge(document);
        if (document.AsSpan().SequenceEqual(sound))
        {
            Assert.Equal(Verdict.Valid, report.Verdict);
            return;
        }

        char end = damage.SignedEnd(make);
        Assert.Contains(report.Verdict, end == 'L' ? [Verdict.Unreadable] : (Verdict[])[Verdict.Invalid, Verdict.Indeterminate]);
        Assert.Equal(end == 'R', report.Document.Repaired);
        if (end == 'R')
        {
            Assert.All(report.Signatures, static s => Assert.Contains(s.Reasons, static r => r.Code == ReasonCodes.DocumentRepaired));
            SigningException error = await Refusal.OfAsync(world.Signer, document, world.Agency);
            Assert.Equal(ErrorCodes.PdfSignedDamaged, error.Code);
            Assert.NotEmpty(error.Facts["what"]);
        }
    }

    private static byte[] Spoil(Damage damage, byte[] document) => Encoding.Latin1.GetBytes(damage.Edit(Encoding.Latin1.GetString(document)));

    private static async Task AssertNoWorseAsync(byte[] document, byte[] signed)
    {
        using var folder = new Temporary();
        string before = folder.Write("before.pdf", document);
        string after = folder.Write("after.pdf", signed);
        if (Tool.Exists("qpdf"))
        {
            (int was, string earlier) = await Judges.QpdfAsync(before);
            (int now, string output) = await Judges.QpdfAsync(after);
            Assert.True(now <= was, $"{output}\nBefore:\n{earlier}");
        }
        if (Tool.Exists("pdfsig"))
        {
            (_, string output) = await Tool.RunAsync("pdfsig", "-nocert", after);
            Assert.True(Judges.ValidSignatures(output) == 1, output);
        }
    }
}
