using System.Globalization;
using System.Text;
using Signing.Core.Tests.Keys;
using Signing.Core.Tests.Pdf;
using Signing.Core.Tests.Pdf.Encryption;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>A large document costs the memory of a small one.</summary>
[Collection(nameof(Alone))]
public sealed class LargeDocumentTests(World world)
{
    private const int Megabyte = 1 << 20;

    [Theory]
    [InlineData(100, 10, false)]
    [InlineData(20, 200_000, false)]
    [InlineData(100, 10, true)]
    [InlineData(20, 200_000, true)]
    public async Task Sign_FileToFile_AllocatesLittle(int megabytes, int objects, bool isEncrypted)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new Temporary();
        string input = Path.Combine(folder.Folder, "in.pdf");
        string output = Path.Combine(folder.Folder, "out.pdf");
        await WriteAsync(input, megabytes, objects, isEncrypted, cancellationToken);
        await world.SignAsync(TestPdf.Create());

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await world.Signer.SignAsync(input, output, world.Agency, cancellationToken: cancellationToken);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.InRange(allocated, 0, 32 * Megabyte);
        using FileStream signed = File.OpenRead(output);
        Assert.Equal(Verdict.Valid, (await world.Verifier.VerifyAsync(signed, new() { Policy = Core.Verification.ValidationPolicy.Online }, cancellationToken)).Verdict);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200_000)]
    public async Task Sign_DamagedFileToFile_KeepsLittle(int objects)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new Temporary();
        string input = Path.Combine(folder.Folder, "in.pdf");
        string output = Path.Combine(folder.Folder, "out.pdf");
        await WriteAsync(input, 20, objects, isEncrypted: false, cancellationToken);
        await using (FileStream file = File.OpenWrite(input))
        {
            file.SetLength(file.Length - 20);
        }
        await world.SignAsync(TestPdf.Create());

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await world.Signer.SignAsync(input, output, world.Agency, cancellationToken: cancellationToken);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        // All that was ever asked for, kept or not: the index, its entries, and the section itself, 20 bytes an object.
        Assert.InRange(allocated, 0, (8 * Megabyte) + (200L * objects));
        using FileStream signed = File.OpenRead(output);
        Assert.Equal(Verdict.Valid, (await world.Verifier.VerifyAsync(signed, new() { Policy = Core.Verification.ValidationPolicy.Online }, cancellationToken)).Verdict);
    }

    [Fact]
    public async Task SignAndVerify_LargeFile_TakesTheMemoryOfASmallOne()
    {
        using var folder = new Temporary();

        long small = await PeakAsync(folder.Folder, megabytes: 0, objects: 10);
        long large = await PeakAsync(folder.Folder, megabytes: 100, objects: 10);
        long many = await PeakAsync(folder.Folder, megabytes: 20, objects: 200_000);

        Assert.InRange(large - small, long.MinValue, 24 * Megabyte);
        Assert.InRange(many - small, long.MinValue, 24 * Megabyte);
    }

    /// <summary>The most memory that the operating system has seen a process take which signs such a document and verifies it.</summary>
    private async Task<long> PeakAsync(string folder, int megabytes, int objects)
    {
        string input = Path.Combine(folder, "in.pdf");
        string peak = Path.Combine(folder, "peak.txt");
        await WriteAsync(input, megabytes, objects, isEncrypted: false, TestContext.Current.CancellationToken);
        Assert.Equal(0, await ChildProcess.RunAsync(
            ChildPieces.SignFile, world.Pki.AnchorFolder, world.Pki.IntermediateFolder, world.Pki.Address.Authority,
            world.Pki.Agency.Pkcs12File, world.Pki.Agency.PasswordFile, input, Path.Combine(folder, "out.pdf"), peak));
        return long.Parse(await File.ReadAllTextAsync(peak, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>A document of many objects and one large stream, written as it goes.</summary>
    private static async Task WriteAsync(string path, int megabytes, int objects, bool isEncrypted, CancellationToken cancellationToken)
    {
        await using FileStream file = File.Create(path);
        var offsets = new List<long> { 0 };
        await PutAsync("%PDF-1.7\n");
        await ObjectAsync("<< /Type /Catalog /Pages 2 0 R >>");
        await ObjectAsync("<< /Type /Pages /Count 1 /Kids [3 0 R] >>");
        await ObjectAsync("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>");
        for (int i = 0; i < objects; i++)
        {
            await ObjectAsync(string.Create(CultureInfo.InvariantCulture, $"<< /Number {i} >>"));
        }
        offsets.Add(file.Position);
        await PutAsync($"{offsets.Count - 1} 0 obj\n<< /Length {megabytes * (long)Megabyte} >>\nstream\n");
        byte[] block = new byte[Megabyte];
        new Random(7).NextBytes(block);
        for (int i = 0; i < megabytes; i++)
        {
            await file.WriteAsync(block, cancellationToken);
        }
        await PutAsync("\nendstream\nendobj\n");
        long table = file.Position;
        var rows = new StringBuilder($"xref\n0 {offsets.Count}\n0000000000 65535 f \n");
        foreach (long offset in offsets.Skip(1))
        {
            rows.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        }
        // Random bytes are encrypted ones to whoever does not look; there is nothing else to encrypt.
        string encryption = isEncrypted ? $"/Encrypt {new EncryptedPdf().Dictionary()}" : "";
        await PutAsync($"{rows}trailer\n<< /Size {offsets.Count} /Root 1 0 R {encryption} >>\nstartxref\n{table}\n%%EOF\n");

        ValueTask ObjectAsync(string body)
        {
            offsets.Add(file.Position);
            return PutAsync($"{offsets.Count - 1} 0 obj\n{body}\nendobj\n");
        }

        ValueTask PutAsync(string text) => file.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
    }
}
