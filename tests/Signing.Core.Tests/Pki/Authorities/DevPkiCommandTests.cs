using System.Diagnostics;
using Signing.CertsDev;
using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pki.Authorities;

public class DevPkiCommandTests
{
    [Theory]
    [InlineData(0, "--help")]
    [InlineData(2)]
    [InlineData(2, "down")]
    [InlineData(2, "up", "now")]
    [InlineData(2, "make", "--fresh")]
    public void Program_WithoutACommandToRun_SaysHowItIsUsedWithinEightyColumns(int expected, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Signing.DevPki.dll"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        string output = process.StandardOutput.ReadToEnd();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(expected, process.ExitCode);
        Assert.Equal(expected == 0, errors.Length == 0);
        Assert.Equal(expected != 0, output.Length == 0);
        Assert.All((output + errors).Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void SamplePdf_IsADocumentOfOneRevisionAndOnePage()
    {
        using PdfDocument document = PdfDocument.Open(PdfSource.FromMemory(SamplePdf.Create()), new PdfBudget(), TimeProvider.System);

        Assert.Single(document.Revisions);
        Assert.Equal(1, PdfPages.Count(document.Current));
        Assert.False(document.HasTrailingData);
    }
}
