using System.Collections.Concurrent;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>
/// The shared documents once more, each rewritten by qpdf in many ways, and signed: what qpdf opens without errors is not refused.
/// A run takes one way for each file; with <c>SIGNING_VARIANTS=all</c> it takes every way for every file, thousands of documents.
/// </summary>
public sealed class SharedVariantTests(World world)
{
    private static readonly string[][] Ways =
    [
        ["--linearize"],
        ["--object-streams=generate"],
        ["--object-streams=disable"],
        ["--object-streams=generate", "--linearize"],
        ["--qdf"],
        ["--qdf", "--object-streams=generate", "--newline-before-endstream"],
        ["--force-version=1.3", "--object-streams=disable"],
        ["--force-version=1.4", "--object-streams=disable"],
        ["--force-version=2.0"],
        ["--min-version=1.7.8"],
        ["--newline-before-endstream"],
        ["--normalize-content=y"],
        ["--coalesce-contents"],
        ["--remove-unreferenced-resources=yes"],
        ["--preserve-unreferenced", "--static-id"],
        ["--compress-streams=n", "--object-streams=generate"],
        ["--recompress-flate", "--compression-level=1"],
        ["--decode-level=none"],
        ["--flatten-rotation"],
        ["--generate-appearances"],
        ["--flatten-annotations=all"],
        ["--add-attachment", Attachment, "--key=one", "--"],
        ["--overlay", Itself, "--"],
        ["--underlay", Itself, "--from=1", "--to=1", "--"],
        ["--split-pages=1000"],
        ["--pages", ".", Itself, "--"],
        ["--pages", ".", "z-1", "--"],
        ["--pages", ".", "1,1,1", "--"],
        ["--empty", "--pages", Itself, Itself, "--"],
    ];

    private const string Attachment = "{attachment}";
    private const string Itself = "{self}";

    [Fact]
    public async Task Sign_EveryVariantThatQpdfMakes_ValidForEveryJudge()
    {
        Assert.SkipUnless(SharedFiles.Exist, "The folder of shared documents is not on this machine.");
        Tool.Require("qpdf");
        Tool.Require("pdfsig");
        bool all = Environment.GetEnvironmentVariable("SIGNING_VARIANTS") == "all";
        var jobs = SharedFiles.List().Where(static file => file.IsPlain)
            .SelectMany((file, i) => Ways.Where((_, way) => all || way == i % Ways.Length).Select(way => (file, way)));
        var failures = new ConcurrentBag<string>();
        int signed = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };

        await Parallel.ForEachAsync(jobs, parallel, async (job, _) =>
        {
            using var folder = new Temporary();
            string variant = Path.Combine(folder.Folder, "variant.pdf");
            string attachment = folder.Write("attachment.txt", "one"u8.ToArray());
            string[] way = [.. job.way.Select(argument => argument.Replace(Attachment, attachment, StringComparison.Ordinal).Replace(Itself, job.file.Path, StringComparison.Ordinal))];
            string[] input = job.way.Contains("--empty") ? [] : [job.file.Path];
            int made = (await Tool.RunAsync("qpdf", [.. input, .. way, variant])).ExitCode;
            if (made == 2 || !File.Exists(variant) || (await Tool.RunAsync("qpdf", "--check", variant)).ExitCode != 0)
            {
                return;
            }
            Interlocked.Increment(ref signed);
            string? failure = await SignAsync(folder, variant);
            if (failure is not null)
            {
                failures.Add($"{job.file.Name} {string.Join(' ', job.way)}: {failure}");
            }
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{signed} variants were signed.");
        Assert.Empty(failures.Order());
        Assert.True(signed > 100);
    }

    /// <returns>What a judge has against it; null for nothing.</returns>
    private async Task<string?> SignAsync(Temporary folder, string variant)
    {
        byte[] document = await File.ReadAllBytesAsync(variant, TestContext.Current.CancellationToken);
        byte[] twice;
        try
        {
            twice = await world.SignAsync(await world.SignAsync(document, world.Official), world.OfficialEc);
        }
        catch (SigningException error)
        {
            return $"{error.Code}: {error.Message}";
        }
        if (!twice.AsSpan().StartsWith(document))
        {
            return "the original is no prefix";
        }
        VerificationReport report = await world.VerifyAsync(twice);
        if (report.Verdict != Verdict.Valid || report.Signatures.Count != 2)
        {
            return $"{report.Verdict}: {string.Join("; ", report.Signatures.SelectMany(static s => s.Reasons).Select(static r => r.Message))}";
        }
        string path = folder.Write("signed.pdf", twice);
        (int exitCode, string output) = await Tool.RunAsync("qpdf", "--check", path);
        if (exitCode != 0)
        {
            return $"qpdf: {output}";
        }
        (_, output) = await Tool.RunAsync("pdfsig", "-nocert", path);
        return Judges.ValidSignatures(output) == 2 ? null : $"pdfsig: {output}";
    }
}
