using System.Collections.Concurrent;
using Signing.Core.Creation;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation.Levels;

/// <summary>Real documents that nobody here made, signed at B-LTA: valid offline, and every later revision explained.</summary>
public sealed class SharedLevelTests(World world)
{
    [Fact]
    public async Task Sign_EveryPlainDocument_AtTheHighestLevel()
    {
        Assert.SkipUnless(SharedFiles.Exist, "The folder of shared documents is not on this machine.");
        var failures = new ConcurrentBag<string>();
        int count = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };

        await Parallel.ForEachAsync(SharedFiles.List().Where(static file => file.IsPlain), parallel, async (file, cancellationToken) =>
        {
            Interlocked.Increment(ref count);
            try
            {
                byte[] document = await File.ReadAllBytesAsync(file.Path, cancellationToken);
                byte[] signed = await world.SignAsync(document, world.Official, new SignatureOptions { Level = PadesLevel.BaselineLta });
                VerificationReport report = await world.Verifier.VerifyAsync(new MemoryStream(signed), null, cancellationToken);
                SignatureReport own = report.Signatures[^2];
                if (own.Verdict != Verdict.Valid || own.Changes.Level != ChangeLevel.Archival || !signed.AsSpan().StartsWith(document))
                {
                    failures.Add($"{file.Name}: {own.Verdict}, {own.Changes.Level}: {string.Join("; ", own.Changes.Findings.Select(static f => f.Message))}");
                }
            }
            catch (SigningException error)
            {
                failures.Add($"{file.Name}: {error.Code}: {error.Message}");
            }
        });

        Assert.True(failures.IsEmpty, string.Join("\n", failures.Order()));
        Assert.NotEqual(0, count);
    }
}
