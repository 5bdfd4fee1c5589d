using System.Security.Cryptography;
using Signing.Core.Creation;
using Signing.Core.Verification;

namespace Signing.Benchmarks;

/// <summary>What the levels with time cost: documents of 100 kB with one signature or ten, proofs and responders' keys in the caches.</summary>
internal static class Levels
{
    private const int Bytes = 100_000;

    internal static async Task RunAsync(Workshop workshop)
    {
        byte[] document = Workshop.Document(Bytes);
        byte[] stamped = await workshop.SignAsync(document, workshop.FileKey, PadesLevel.BaselineT);
        byte[] archived = await workshop.SignAsync(document, workshop.FileKey, PadesLevel.BaselineLta);
        await VerifyAsync(workshop, "B-T", stamped);
        await VerifyAsync(workshop, "B-LTA", archived);
        byte[] ten = await workshop.SignTimesAsync(document, PadesLevel.BaselineLta, 10);
        byte[] one = await workshop.SignAsync(Workshop.Document(Bytes + ten.Length - archived.Length), workshop.FileKey, PadesLevel.BaselineLta);
        await Table.RowAsync("verify 10 B-LTA signatures in one file; one in a file of that size", Target.Ratio(5), 10, () => workshop.VerifyAsync(ten), () => workshop.VerifyAsync(one));

        foreach ((string name, PadesLevel level) in ((string, PadesLevel)[])[("B-LT", PadesLevel.BaselineLt), ("B-LTA", PadesLevel.BaselineLta)])
        {
            await Table.RowAsync(
                $"sign 100 kB, {name}, with a TSA in this process; B-T", Target.Ratio(), 20,
                () => workshop.SignAsync(document, workshop.FileKey, level), () => workshop.SignAsync(document, workshop.FileKey, PadesLevel.BaselineT));
        }
    }

    private static async Task VerifyAsync(Workshop workshop, string level, byte[] document)
    {
        await Table.RowAsync($"verify 100 kB, {level}; SHA-256 of it", Target.Time(3), 100, () => workshop.VerifyAsync(document), () => Task.FromResult(SHA256.HashData(document)));
        Evidence evidence = await workshop.Verifier.CollectAsync(new MemoryStream(document), new() { Policy = ValidationPolicy.Online });
        PdfVerifier.Judge(evidence, ValidationPolicy.Online, evidence.Data.CollectedAt);
        Table.Fact("signatures on certificates that it verifies each time", evidence.PathOptions.Verified!.Count, double.NaN, double.NaN, "");
    }
}
