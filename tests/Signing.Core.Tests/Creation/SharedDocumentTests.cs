using System.Collections.Concurrent;
using Signing.Core.Creation;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Real documents that nobody here made: signed twice by different keys, and still what they were.</summary>
public sealed class SharedDocumentTests(World world)
{
    private const string Pages = "10";
    private const string Resolution = "20";

    private static readonly SignatureOptions Stamped = new() { Level = PadesLevel.BaselineT };

    [Fact]
    public async Task Sign_EveryPlainDocument_TwiceByDifferentKeys()
    {
        Assert.SkipUnless(SharedFiles.Exist, "The folder of shared documents is not on this machine.");
        var failures = new ConcurrentBag<string>();
        int count = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };

        await Parallel.ForEachAsync(SharedFiles.List().Where(static file => file.IsPlain), parallel, async (file, _) =>
        {
            Interlocked.Increment(ref count);
            try
            {
                foreach (string failure in await SignTwiceAsync(file))
                {
                    failures.Add($"{file.Name}: {failure}");
                }
            }
            catch (SigningException error)
            {
                failures.Add($"{file.Name}: {error.Code}: {error.Message}");
            }
        });

        Assert.Empty(failures.Order());
        Assert.NotEqual(0, count);
    }

    private async Task<List<string>> SignTwiceAsync(SharedFile file)
    {
        var failures = new List<string>();
        byte[] document = await File.ReadAllBytesAsync(file.Path, TestContext.Current.CancellationToken);
        byte[] once = await world.SignAsync(document, world.Official, Stamped);
        byte[] twice = await world.SignAsync(once, world.OfficialEc, Stamped);
        Note(once.AsSpan().StartsWith(document) && twice.AsSpan().StartsWith(once), "the original is no prefix");

        VerificationReport report = await world.VerifyAsync(twice);
        Note(
            report.Verdict == Verdict.Valid && report.Signatures.Count == 2,
            $"{report.Verdict}: {string.Join("; ", report.Reasons.Concat(report.Signatures.SelectMany(static s => s.Reasons)).Select(static r => r.Message).Concat(report.Signatures.SelectMany(static s => s.Changes.Findings).Select(static f => f.Message)))}");

        using var folder = new Temporary();
        string signed = folder.Write("signed.pdf", twice);
        if (Tool.Exists("qpdf"))
        {
            (int exitCode, string output) = await Tool.RunAsync("qpdf", "--check", signed);
            Note(exitCode == 0, $"qpdf: {output}");
        }
        if (Tool.Exists("pdfsig"))
        {
            (_, string output) = await Tool.RunAsync("pdfsig", "-nocert", signed);
            Note(Judges.ValidSignatures(output) == 2, $"pdfsig: {output}");
        }
        if (Tool.Exists("pdftoppm"))
        {
            Note(await RenderAsync(file.Path, folder, "before") == await RenderAsync(signed, folder, "after"), "the pages look different");
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

    /// <summary>The first pages as pictures, in one text that can be compared.</summary>
    private static async Task<string> RenderAsync(string path, Temporary folder, string name)
    {
        string prefix = Path.Combine(folder.Folder, name);
        (int exitCode, _) = await Tool.RunAsync("pdftoppm", "-r", Resolution, "-l", Pages, path, prefix);
        var pictures = new List<string> { $"{exitCode}" };
        foreach (string picture in Directory.EnumerateFiles(folder.Folder, name + "*").Order(StringComparer.Ordinal))
        {
            byte[] pixels = await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken);
            pictures.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(pixels)));
        }
        return string.Join(' ', pictures);
    }
}
