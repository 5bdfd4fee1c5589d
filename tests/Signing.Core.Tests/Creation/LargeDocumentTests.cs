using System.Globalization;
using System.Text;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>A large document costs the memory of a small one.</summary>
[Collection(nameof(Alone))]
public sealed class LargeDocumentTests(World world)
{
    private const int Megabyte = 1 << 20;

    [Theory]
    [InlineData(100, 10)]
    [InlineData(20, 200_000)]
    public async Task Sign_FileToFile_AllocatesLittle(int megabytes, int objects)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new Temporary();
        string input = Path.Combine(folder.Folder, "in.pdf");
        string output = Path.Combine(folder.Folder, "out.pdf");
        await WriteAsync(input, megabytes, objects, cancellationToken);
        await world.SignAsync(TestPdf.Create());

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await world.Signer.SignAsync(input, output, world.Agency, cancellationToken: cancellationToken);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.InRange(allocated, 0, 32 * Megabyte);
        using FileStream signed = File.OpenRead(output);
        Assert.Equal(Verdict.Valid, (await world.Verifier.VerifyAsync(signed, new() { Policy = Core.Verification.ValidationPolicy.Online }, cancellationToken)).Verdict);
    }

    /// <summary>A document of many objects and one large stream, written as it goes.</summary>
    private static async Task WriteAsync(string path, int megabytes, int objects, CancellationToken cancellationToken)
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
        await PutAsync($"{rows}trailer\n<< /Size {offsets.Count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");

        ValueTask ObjectAsync(string body)
        {
            offsets.Add(file.Position);
            return PutAsync($"{offsets.Count - 1} 0 obj\n{body}\nendobj\n");
        }

        ValueTask PutAsync(string text) => file.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
    }
}
