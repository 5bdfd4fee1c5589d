using System.Collections.Concurrent;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Documents of others that qpdf complains about: signed and no worse than before, or refused for a reason that holds.</summary>
public sealed class SharedDamageTests(World world)
{
    /// <summary>
    /// Readers show different things: an object that pages refer to is nowhere by the cross-reference, and found by those who search; or a
    /// stream's length is the stream itself. A signature stands for neither.
    /// </summary>
    private static readonly HashSet<string> Ambiguous =
    [
        "PDF101/P1-obj-after-eof.pdf", "PDF101/P4-obj-before-header-no-xref.pdf", "PDF101/PX-obj-before-2nd-header3-no-xref.pdf",
        "PDF101/Q8-obj-before-2nd-header7-no-xref.pdf", "PDF101/Q9-obj-before-2nd-header8.pdf", "qpdf/issue-117.pdf", "pikepdf/378014596.pdf",
    ];

    [Fact]
    public async Task Sign_EveryOtherDocument_NoWorseThanBeforeOrRefusedWithReason()
    {
        Assert.SkipUnless(SharedFiles.Exist, "The folder of shared documents is not on this machine.");
        Tool.Require("qpdf");
        var failures = new ConcurrentBag<string>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };

        await Parallel.ForEachAsync(SharedFiles.List().Where(static file => !file.IsPlain && file.Encrypted == "no"), parallel, async (file, _) =>
        {
            foreach (string failure in await TryAsync(file))
            {
                failures.Add($"{file.Name} ({file.Qpdf}): {failure}");
            }
        });

        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures.Order()));
    }

    private async Task<List<string>> TryAsync(SharedFile file)
    {
        byte[] document = await File.ReadAllBytesAsync(file.Path, TestContext.Current.CancellationToken);
        VerificationReport before = await world.VerifyAsync(document);
        try
        {
            return await JudgeAsync(file, document, await world.SignAsync(document), before);
        }
        catch (SigningException error)
        {
            return MayBeRefused(file, before, error) ? [] : [$"{error.Code}: {error.Message}"];
        }
    }

    /// <summary>What qpdf opens without errors is signed, unless its own signatures forbid it, or neither header nor catalog is left of it.</summary>
    private static bool MayBeRefused(SharedFile file, VerificationReport before, SigningException error) => error.Code switch
    {
        ErrorCodes.PdfSignedDamaged => before.Document.Repaired && before.Signatures.Count > 0,
        ErrorCodes.PdfNotPermitted => before.Signatures.Count > 0,
        ErrorCodes.PdfNotPdf => before.Document.PdfVersion is null && before.Verdict == Verdict.Unreadable,
        ErrorCodes.PdfDamaged or ErrorCodes.PdfBudget => file.Qpdf is not ("clean" or "warnings"),
        _ => false,
    };

    private async Task<List<string>> JudgeAsync(SharedFile file, byte[] document, byte[] signed, VerificationReport before)
    {
        var failures = new List<string>();
        using var folder = new Temporary();
        string path = folder.Write("signed.pdf", signed);
        Note(signed.AsSpan().StartsWith(document), "the original is no prefix");
        VerificationReport report = await world.VerifyAsync(signed);
        Note(!report.Document.Repaired, $"after signing: {string.Join(" ", report.Reasons.Select(static r => r.Message))}");
        bool isAmbiguous = Ambiguous.Contains(file.Name) && report.Signatures[^1].Verdict == Verdict.Indeterminate
            && report.Signatures[^1].Reasons.Any(static reason => reason.Code == ReasonCodes.AmbiguousStructure);
        Note(isAmbiguous || report.Signatures[^1].Verdict == Verdict.Valid, $"ours calls it {report.Signatures[^1].Verdict}: {string.Join(' ', report.Signatures[^1].Reasons.Select(static reason => reason.Message))}");
        (int was, string earlier) = await Judges.QpdfAsync(file.Path);
        (int now, string output) = await Judges.QpdfAsync(path);
        Note(now <= was, $"qpdf was at {was} and is at {now}: {output} -- {earlier}");
        if (Tool.Exists("pdfsig"))
        {
            (_, string verdict) = await Tool.RunAsync("pdfsig", "-nocert", path);
            Note(Judges.ValidSignatures(verdict) == 1 + before.Signatures.Count(static s => s.Integrity == Integrity.Intact), $"pdfsig: {verdict}");
        }
        if (Tool.Exists("pdftoppm"))
        {
            string original = await Judges.RenderAsync(file.Path, folder, "before");
            Note(original == await Judges.RenderAsync(path, folder, "after") || !original.StartsWith("0 ", StringComparison.Ordinal), "the pages look different");
        }
        return failures;

        void Note(bool holds, string failure)
        {
            if (!holds)
            {
                failures.Add(failure);
            }
        }
    }
}
