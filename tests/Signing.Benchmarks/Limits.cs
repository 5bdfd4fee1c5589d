using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Signing.Core;
using Signing.Core.Creation;

namespace Signing.Benchmarks;

/// <summary>
/// How far the library is from the physical limit: each row is the median of seven pairs, work and limit in turn, so that
/// a machine that changes its speed changes both.
/// </summary>
internal static class Limits
{
    private const int Pairs = 7;
    private const int Block = 1 << 20;

    internal static async Task RunAsync()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        byte[] small = Workshop.Document(50_000);
        byte[] data = RandomNumberGenerator.GetBytes(150);
        string large = workshop.Write("large.pdf", Workshop.Document(100_000_000));
        byte[] stamped = await workshop.SignAsync(small, workshop.FileKey, PadesLevel.BaselineT);
        byte[] ten = small;
        for (int i = 0; i < 10; i++)
        {
            ten = await workshop.SignAsync(ten, workshop.FileKey, PadesLevel.BaselineT);
        }

        Console.WriteLine();
        Console.WriteLine("| work | measured | limit | ratio (min–max) |");
        Console.WriteLine("|---|---|---|---|");
        if (workshop.TokenKey is { } tokenKey && workshop.Raw is { } raw)
        {
            await RowAsync(
                "the token through its key seam, SoftHSM RSA-2048; the token's own rate", 300,
                () => tokenKey.SignDataAsync(data, SignatureAlgorithm.RsaPkcs1Sha256).AsTask(), () => { raw.Sign(data); return Task.CompletedTask; }, rate: true);
            await RowAsync(
                "sign 50 kB, B-B, SoftHSM RSA-2048, one thread; the token's own rate", 300,
                () => workshop.SignAsync(small, tokenKey), () => { raw.Sign(data); return Task.CompletedTask; }, rate: true);
        }
        await RowAsync(
            "sign 50 kB, B-B, PKCS#12 RSA-2048; the key alone", 300,
            () => workshop.SignAsync(small, workshop.FileKey), () => workshop.FileKey.SignDataAsync(data, SignatureAlgorithm.RsaPkcs1Sha256).AsTask());
        await RowAsync(
            "sign 100 MB, file to file; SHA-256 and a copy", 1,
            () => workshop.Signer.SignAsync(large, workshop.PathOf("out.pdf"), workshop.FileKey), () => HashAndCopyAsync(large, workshop.PathOf("copy.pdf")));
        await RowAsync("verify 50 kB, B-T; SHA-256 of it", 200, () => workshop.VerifyAsync(stamped), () => Task.FromResult(SHA256.HashData(stamped)));
        await RowAsync("verify 10 signatures in one file; one", 50, () => workshop.VerifyAsync(ten), () => workshop.VerifyAsync(stamped));
        await RowAsync(
            "verify 100 MB, B-B; SHA-256 of it", 1,
            await SignedFileVerifierAsync(workshop, large), () => HashFileAsync(workshop.PathOf("signed-large.pdf")));
        await AllocationsAsync(workshop, small);
    }

    internal static async Task SignFileAsync(string input, string output)
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        await workshop.Signer.SignAsync(input, output, workshop.FileKey);
    }

    private static async Task<Func<Task>> SignedFileVerifierAsync(Workshop workshop, string large)
    {
        string signed = workshop.PathOf("signed-large.pdf");
        await workshop.Signer.SignAsync(large, signed, workshop.FileKey);
        return () => workshop.Verifier.VerifyAsync(signed, new() { Policy = Core.Verification.ValidationPolicy.Online });
    }

    private static async Task AllocationsAsync(Workshop workshop, byte[] document)
    {
        var sink = new MemoryStream(document.Length * 2);
        long least = long.MaxValue;
        for (int i = 0; i < 200; i++)
        {
            sink.Position = 0;
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await workshop.Signer.SignAsync(new MemoryStream(document, 0, document.Length, false, true), sink, workshop.FileKey);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| allocated for one signature of 50 kB, beside the output | {least / 1000.0:0} kB | 150 kB | |"));
    }

    /// <param name="name">Work; limit.</param>
    /// <param name="times">How often each is done in one pair.</param>
    /// <param name="work">What the library does.</param>
    /// <param name="limit">What it cannot do without.</param>
    /// <param name="rate">Whether the ratio is one of rates (the higher the better) instead of times.</param>
    private static async Task RowAsync(string name, int times, Func<Task> work, Func<Task> limit, bool rate = false)
    {
        // Long enough for the compiler's last tier.
        await TimeAsync(work, 2 * times);
        await TimeAsync(limit, 2 * times);
        var pairs = new (double Work, double Limit)[Pairs];
        for (int i = 0; i < Pairs; i++)
        {
            pairs[i] = (await TimeAsync(work, times), await TimeAsync(limit, times));
        }
        double[] ratios = [.. pairs.Select(p => rate ? p.Limit / p.Work : p.Work / p.Limit).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Median(pairs.Select(static p => p.Work)):0.000} ms | {Median(pairs.Select(static p => p.Limit)):0.000} ms | {ratios[Pairs / 2]:0.00} ({ratios[0]:0.00}–{ratios[^1]:0.00}) |"));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Pairs / 2);

    private static async Task<double> TimeAsync(Func<Task> action, int times)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            await action();
        }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / times;
    }

    private static async Task HashAndCopyAsync(string from, string to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using FileStream input = new(from, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        await using FileStream output = new(to, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[Block];
        for (int read; (read = input.Read(block)) > 0;)
        {
            hash.AppendData(block, 0, read);
            output.Write(block, 0, read);
        }
        hash.GetHashAndReset();
    }

    private static async Task HashFileAsync(string path)
    {
        await using FileStream input = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[Block];
        for (int read; (read = input.Read(block)) > 0;)
        {
            hash.AppendData(block, 0, read);
        }
        hash.GetHashAndReset();
    }
}
