using System.Globalization;
using System.Text;

namespace Signing.Api.Tests.Service;

/// <summary>A document of one empty page with a classic cross-reference table, and as much besides as is wanted.</summary>
internal static class SmallPdf
{
    internal static byte[] Create(int padding = 0, string catalog = "")
    {
        (string before, string after) = Around(padding, catalog);
        return Encoding.ASCII.GetBytes(before + new string('x', padding) + after);
    }

    /// <summary>The same into a file, however much it is.</summary>
    internal static async Task WriteAsync(string path, int padding, CancellationToken cancellationToken)
    {
        (string before, string after) = Around(padding);
        await using FileStream file = File.Create(path);
        await file.WriteAsync(Encoding.ASCII.GetBytes(before), cancellationToken);
        byte[] block = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
        for (int left = padding; left > 0; left -= block.Length)
        {
            await file.WriteAsync(block.AsMemory(0, Math.Min(left, block.Length)), cancellationToken);
        }
        await file.WriteAsync(Encoding.ASCII.GetBytes(after), cancellationToken);
    }

    /// <summary>What stands before the padding and what after it.</summary>
    private static (string Before, string After) Around(int padding, string catalog = "")
    {
        string[] objects =
        [
            $"<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj\n",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n",
            $"<< /Length {padding} >>\nstream\n",
        ];
        var before = new StringBuilder("%PDF-1.7\n");
        var rows = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.Length; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{before.Length:D10} 00000 n \n");
            before.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}");
        }
        const string Ending = "\nendstream\nendobj\n";
        int table = before.Length + padding + Ending.Length;
        return (before.ToString(), $"{Ending}xref\n0 {objects.Length + 1}\n{rows}trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    }
}
