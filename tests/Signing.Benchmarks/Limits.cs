using System.Security.Cryptography;
using Signing.Core;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Verification;

namespace Signing.Benchmarks;

/// <summary>How far the library is from the physical limit, in one table, and what lies between.</summary>
internal static class Limits
{
    private const int SmallBytes = 50_000;
    private const int LargeBytes = 100_000_000;
    private const int ManyObjects = 200_000;

    internal static async Task RunAsync()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        byte[] small = Workshop.Document(SmallBytes);
        byte[] stamped = await workshop.SignAsync(small, workshop.FileKey, PadesLevel.BaselineT);

        Table.Head();
        await TokenRowsAsync(workshop, small);
        await SmallRowsAsync(workshop, small, stamped);
        await Levels.RunAsync(workshop);
        await Changes.RunAsync(workshop);
        await PathRowsAsync();
        await CrlRowsAsync(workshop.PathOf("proofs"));
        await LargeRowsAsync(workshop);
        await PeakRowsAsync(workshop);

        await Stages.SigningAsync(workshop, small);
        await Stages.VerifyingAsync(workshop, stamped);
    }

    internal static async Task TokenRowsAsync()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        Table.Head();
        await TokenRowsAsync(workshop, Workshop.Document(SmallBytes));
    }

    internal static async Task FileRowsAsync()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        Table.Head();
        await LargeRowsAsync(workshop);
        await PeakRowsAsync(workshop);
    }

    private static async Task TokenRowsAsync(Workshop workshop, byte[] small)
    {
        if (workshop is not { TokenKey: { } key, Raw: { } raw })
        {
            return;
        }
        byte[] data = RandomNumberGenerator.GetBytes(150);
        Func<Task> token = () =>
        {
            raw.Sign(data);
            return Task.CompletedTask;
        };
        await Table.RowAsync("SoftHSM through its key seam, one thread; the token's own rate", Target.Rate(), 300, () => key.SignDataAsync(data, SignatureAlgorithm.RsaPkcs1Sha256).AsTask(), token);
        await Table.RowAsync("sign 50 kB, B-B, SoftHSM, one thread; the token's own rate", Target.Rate(0.75), 300, () => workshop.SignAgainAsync(small, key), token);
    }

    private static async Task SmallRowsAsync(Workshop workshop, byte[] small, byte[] stamped)
    {
        byte[] data = RandomNumberGenerator.GetBytes(150);
        Pkcs12Key key = workshop.FileKey;
        await Table.RowAsync(
            "sign 50 kB, B-B, PKCS#12; the key alone", Target.More(0.19), 300,
            () => workshop.SignAgainAsync(small, key), () => key.SignDataAsync(data, SignatureAlgorithm.RsaPkcs1Sha256).AsTask());
        Table.Fact("allocated for it, beside the output", await AllocatedAsync(workshop, small), double.NaN, 150, "kB");
        await Table.RowAsync("verify 50 kB, B-T; SHA-256 of it", Target.Time(1), 200, () => workshop.VerifyAsync(stamped), () => Task.FromResult(SHA256.HashData(stamped)));
        byte[] ten = await workshop.SignTimesAsync(small, PadesLevel.BaselineT, 10);
        await Table.RowAsync("verify 10 signatures in one file; one", Target.Ratio(5), 50, () => workshop.VerifyAsync(ten), () => workshop.VerifyAsync(stamped));
        byte[][] revisions = [Revisions.Document(125), Revisions.Document(250), Revisions.Document(500)];
        await Table.RowAsync("open 250 revisions; 125", Target.Ratio(2.4), 50, () => Revisions.OpenAsync(revisions[1]), () => Revisions.OpenAsync(revisions[0]));
        await Table.RowAsync("open 500 revisions; 125", Target.Ratio(4.8), 50, () => Revisions.OpenAsync(revisions[2]), () => Revisions.OpenAsync(revisions[0]));
    }

    private static async Task PathRowsAsync()
    {
        foreach ((int bits, double most) in ((int, double)[])[(2048, 0.15), (4096, 0.3)])
        {
            var chain = new Chain(bits);
            byte[] digest = new byte[32];
            using RSA key = RSA.Create(bits);
            byte[] value = key.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            await Table.RowAsync(
                $"path of three, RSA-{bits} authorities; two RSA-{bits} verifications", Target.Time(most), 500, chain.ValidateAsync,
                () => Task.FromResult(Verify() & Verify()));

            bool Verify() => key.VerifyHash(digest, value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        var few = new HostileChains(0);
        var many = new HostileChains(1000);
        await Table.RowAsync("give up on 8 RSA-4096 authorities that certify each other; with 1,000 look-alikes beside them", Target.Time(60), 10, few.GiveUpAsync, many.GiveUpAsync);
    }

    internal static async Task CrlRowsAsync(string folder)
    {
        var crl = new LargeCrl(folder);
        string what = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a CRL of {crl.Der.Length / 1e6:0} MB, {crl.Count:N0} entries");
        await Table.RowAsync($"{what}: index it, verify it; SHA-256 of it", Target.Time(250), 1, crl.IndexAsync, crl.HashAsync);
        await Table.RowAsync("open it from the disk, look up; SHA-256 of it", Target.Time(1), 20, crl.OpenAsync, crl.HashAsync);
        await Table.RowAsync("look up in memory, a thousand times; SHA-256 of it", Target.Time(5), 20, crl.FindAsync, crl.HashAsync);
    }

    private static async Task LargeRowsAsync(Workshop workshop)
    {
        string plain = PdfFile.Write(workshop.PathOf("large.pdf"), LargeBytes);
        string output = workshop.PathOf("out.pdf");
        Func<Task> signPlain = () => workshop.Signer.SignAsync(plain, output, workshop.FileKey);
        await Table.RowAsync("sign 100 MB, file to file; SHA-256 and a copy", Target.Ratio(1.3), 1, signPlain, () => Bytes.HashAndCopyAsync(plain, workshop.PathOf("copy.pdf")));
        string signed = workshop.PathOf("signed.pdf");
        await workshop.Signer.SignAsync(plain, signed, workshop.FileKey);
        Func<Task> verifyPlain = () => VerifyAsync(workshop, signed);
        await Table.RowAsync("verify 100 MB, B-B; SHA-256 of it", Target.Ratio(), 1, verifyPlain, () => Bytes.HashAsync(signed));

        foreach ((string form, bool inStreams) in ((string, bool)[])[("a table", false), ("object streams", true)])
        {
            string input = PdfFile.Write(workshop.PathOf("many.pdf"), LargeBytes, ManyObjects, inStreams);
            await Table.RowAsync(
                $"sign 100 MB of 200,000 objects, {form}; 100 MB of few", Target.Ratio(1.3), 1, () => workshop.Signer.SignAsync(input, output, workshop.FileKey), signPlain);
            await workshop.Signer.SignAsync(input, output, workshop.FileKey);
            await Table.RowAsync($"verify 100 MB of 200,000 objects, {form}; 100 MB of few", Target.Ratio(1.3), 1, () => VerifyAsync(workshop, output), verifyPlain);
        }
    }

    private static async Task PeakRowsAsync(Workshop workshop)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        double idle = await Child.PeakAsync(workshop, Child.Idle);
        await PeakAsync(workshop, idle, "50 kB", workshop.Write("small.pdf", Workshop.Document(SmallBytes)));
        await PeakAsync(workshop, idle, "100 MB", workshop.PathOf("large.pdf"));
        await PeakAsync(workshop, idle, "100 MB of 200,000 objects, a table", PdfFile.Write(workshop.PathOf("many.pdf"), LargeBytes, ManyObjects));
        await PeakAsync(workshop, idle, "100 MB of 200,000 objects, object streams", PdfFile.Write(workshop.PathOf("many.pdf"), LargeBytes, ManyObjects, inStreams: true));
    }

    /// <summary>The peak memory of a process that signs a document, and of one that verifies it, beside an idle one's.</summary>
    internal static async Task PeakAsync(Workshop workshop, double idle, string name, string input)
    {
        string output = workshop.PathOf("peak.pdf");
        Table.Fact($"peak memory of a process that signs {name}; an idle one's", await Child.PeakAsync(workshop, Child.Sign, input, output), idle, 32, "MB", " more");
        Table.Fact($"peak memory of a process that verifies {name}; an idle one's", await Child.PeakAsync(workshop, Child.Verify, output), idle, 32, "MB", " more");
    }

    internal static Task VerifyAsync(Workshop workshop, string path) => workshop.Verifier.VerifyAsync(path, new() { Policy = ValidationPolicy.Online });

    private static async Task<double> AllocatedAsync(Workshop workshop, byte[] document)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 200; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await workshop.SignAgainAsync(document, workshop.FileKey);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return least / 1000.0;
    }
}
