using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Signing.Core;
using Signing.Core.Cms;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Keys.Pkcs11;
using Signing.Core.Pdf;
using Signing.Core.Verification;

namespace Signing.Benchmarks;

/// <summary>What stands between a row and its limit: the parts of one signature and of one verification, each measured alone.</summary>
internal static class Stages
{
    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.RsaPkcs1Sha256;

    internal static async Task SigningAsync(Workshop workshop, byte[] bytes)
    {
        var options = new SignatureOptions();
        using PdfSource source = PdfSource.FromMemory(bytes);
        using PdfDocument document = PdfDocument.Open(source);
        SignatureTarget target = SignatureTarget.Find(document, options);
        ReadOnlyMemory<byte>[] path = [workshop.FileKey.Certificate.RawDataMemory, .. workshop.FileKey.Chain.Select(static c => c.RawDataMemory)];
        int size = CmsWriter.MeasureUpperBound(Algorithm, path);
        byte[] digest = SHA256.HashData(bytes);
        byte[] attributes = SignedAttributes.Build(digest, path[0], Algorithm.Hash);
        byte[] value = await workshop.FileKey.SignDataAsync(attributes, Algorithm);
        byte[] publicKey = CertificateFields.Parse(path[0]).SubjectPublicKeyInfo.ToArray();
        var sink = new MemoryStream(2 * bytes.Length);

        Head("One signature of 50 kB, B-B, RSA-2048 in a PKCS#12 file");
        double sum = 0;
        sum += await PartAsync("open the document, find the field", () => { using PdfDocument opened = PdfDocument.Open(source); SignatureTarget.Find(opened, options); });
        sum += await PartAsync("measure the CMS", () => CmsWriter.MeasureUpperBound(Algorithm, path));
        sum += await PartAsync("write the update", () => SignatureUpdate.Write(target, options, Algorithm.Hash, DateTimeOffset.UtcNow, size, []));
        sum += await PartAsync("SHA-256 of the document", () => SHA256.HashData(bytes));
        sum += await PartAsync("signed attributes", () => SignedAttributes.Build(digest, path[0], Algorithm.Hash));
        sum += await PartAsync("the key", () => workshop.FileKey.SignDataAsync(attributes, Algorithm).AsTask());
        sum += await PartAsync("verify the value", () => SignatureVerifier.Verify(publicKey, Algorithm, attributes, value));
        sum += await PartAsync("write the CMS", () => CmsWriter.Write(attributes, Algorithm, value, path));
        sum += await PartAsync("hand the document over", () => { sink.Position = 0; sink.Write(bytes); });
        Rest(await Measure.MicrosecondsAsync(() => workshop.SignAgainAsync(bytes, workshop.FileKey)), sum);

        if (workshop is { Module: { } module, Raw: { } raw, TokenKey: { } tokenKey })
        {
            Head("One signature through a token's thread, RSA-2048 on SoftHSM");
            (double there, double sign, double back) = await HandOverAsync(module, raw, attributes);
            Part("wake the token's thread", there);
            Part("the token", sign);
            Part("wake the caller's", back);
            Rest(await Measure.MicrosecondsAsync(() => tokenKey.SignDataAsync(attributes, Algorithm).AsTask()), there + sign + back);
        }
    }

    internal static async Task VerifyingAsync(Workshop workshop, byte[] stamped)
    {
        var online = new VerificationOptions { Policy = ValidationPolicy.Online };
        Evidence evidence = await workshop.Verifier.CollectAsync(new MemoryStream(stamped), online);

        Head("One verification of 50 kB, B-T");
        double sum = 0;
        sum += await PartAsync("SHA-256 of the document", () => SHA256.HashData(stamped));
        sum += await PartAsync("judge what was collected", () => PdfVerifier.Judge(evidence, ValidationPolicy.Online, evidence.Data.CollectedAt));
        Rest(await Measure.MicrosecondsAsync(() => workshop.VerifyAsync(stamped)), sum, "collect: read the document, find and parse signatures, paths and proofs");
        Console.WriteLine();
        (double larger, double smaller) = (await RsaAsync(3072), await RsaAsync(2048));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"It verifies {evidence.PathOptions.Verified!.Count} signatures on certificates. One RSA-3072 verification takes {larger:0} µs, one of RSA-2048 {smaller:0} µs."));
    }

    private static async Task<double> RsaAsync(int bits)
    {
        using RSA key = RSA.Create(bits);
        byte[] digest = new byte[32];
        byte[] value = key.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return await Measure.MicrosecondsAsync(Do(() => key.VerifyHash(digest, value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }

    /// <summary>The way to a thread of our own, the token's work there, and the way back; medians in microseconds.</summary>
    private static async Task<(double There, double Sign, double Back)> HandOverAsync(string module, RawToken raw, byte[] data)
    {
        Module loaded = ModuleRegistry.Get(new Pkcs11TokenOptions { Module = module });
        var calls = new List<(double There, double Sign, double Back)>();
        for (int i = 0; i < 1000; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            (long started, long ended) = await loaded.RunAsync(
                _ =>
                {
                    long start = Stopwatch.GetTimestamp();
                    raw.Sign(data);
                    return (start, Stopwatch.GetTimestamp());
                },
                "benchmark",
                CancellationToken.None);
            calls.Add((Stopwatch.GetElapsedTime(begin, started).TotalMicroseconds, Stopwatch.GetElapsedTime(started, ended).TotalMicroseconds, Stopwatch.GetElapsedTime(ended).TotalMicroseconds));
        }
        return (Measure.Median(calls.Select(static c => c.There)), Measure.Median(calls.Select(static c => c.Sign)), Measure.Median(calls.Select(static c => c.Back)));
    }

    private static void Head(string title)
    {
        Console.WriteLine();
        Console.WriteLine(title + ":");
        Console.WriteLine();
        Console.WriteLine("| part | µs |");
        Console.WriteLine("|---|---|");
    }

    private static Task<double> PartAsync(string name, Action action) => PartAsync(name, Do(action));

    private static async Task<double> PartAsync(string name, Func<Task> action)
    {
        double microseconds = await Measure.MicrosecondsAsync(action);
        Part(name, microseconds);
        return microseconds;
    }

    private static Func<Task> Do(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private static void Part(string name, double microseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {microseconds:0.0} |"));

    private static void Rest(double whole, double sum, string name = "the rest")
    {
        Part(name, whole - sum);
        Part("**together**", whole);
    }
}
