using System.Collections.Concurrent;
using Signing.Core.Creation;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Real documents that nobody here made: signed twice by different keys, and still what they were.</summary>
public sealed class SharedDocumentTests(World world)
{
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

    /// <summary>What is encrypted for everybody to open is signed, unless its own permissions or its damage forbid it.</summary>
    [Fact]
    public async Task Sign_EveryEncryptedDocument_TwiceOrForAReason()
    {
        Assert.SkipUnless(SharedFiles.Exist, "The folder of shared documents is not on this machine.");
        var failures = new List<string>();
        int signed = 0;
        foreach (SharedFile file in SharedFiles.List().Where(static file => file.Encrypted != "no"))
        {
            try
            {
                failures.AddRange((await SignTwiceAsync(file)).Select(failure => $"{file.Name}: {failure}"));
                signed++;
            }
            catch (SigningException error)
            {
                bool isReason = error.Code switch
                {
                    ErrorCodes.PdfNotPermitted => file.NeedsNoPassword,
                    ErrorCodes.PdfEncrypted => file.Encrypted == "password" || file.Qpdf == "cannot-open",
                    _ => file.Qpdf != "clean",
                };
                if (!isReason)
                {
                    failures.Add($"{file.Name}: {error.Code}: {error.Message}");
                }
                TestContext.Current.SendDiagnosticMessage("{0}: {1}", file.Name, error.Message);
            }
        }

        Assert.Empty(failures.Order());
        Assert.InRange(signed, 10, int.MaxValue);
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
            (int before, _) = await Tool.RunAsync("qpdf", "--check", file.Path);
            (int exitCode, string output) = await Tool.RunAsync("qpdf", "--check", signed);
            Note(exitCode == 0 || exitCode == before, $"qpdf: {output}");
        }
        if (Tool.Exists("pdfsig"))
        {
            (_, string before) = await Tool.RunAsync("pdfsig", "-nocert", file.Path);
            (_, string output) = await Tool.RunAsync("pdfsig", "-nocert", signed);
            // What it could not open before, because it takes the key for a shorter one, it cannot open now.
            bool isOpen = !before.Contains("Incorrect password", StringComparison.Ordinal);
            Note(!isOpen || Judges.ValidSignatures(output) == 2, $"pdfsig: {output}");
        }
        if (Tool.Exists("pdftoppm"))
        {
            Note(await Judges.RenderAsync(file.Path, folder, "before") == await Judges.RenderAsync(signed, folder, "after"), "the pages look different");
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
