using System.Diagnostics;
using System.Globalization;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;

namespace Signing.Benchmarks;

/// <summary>
/// One piece of work in a process of its own, for the operating system to measure: key and trust come from files, the
/// development PKI stays in the parent.
/// </summary>
internal static class Child
{
    internal const string Idle = "idle";
    internal const string Sign = "sign";
    internal const string Verify = "verify";

    private const double Megabyte = 1 << 20;

    /// <summary>The peak memory of a child in MB.</summary>
    internal static async Task<double> PeakAsync(Workshop workshop, string work, string input = "", string output = "")
    {
        DevFiles files = workshop.Files;
        string host = Environment.ProcessPath!;
        string[] arguments = ["child", work, files.Anchors, files.Intermediates, files.Key, files.Password, files.Authority, input, output];
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            arguments = [typeof(Child).Assembly.Location, .. arguments];
        }
        using Process child = Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true })!;
        string said = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0 ? double.Parse(said, CultureInfo.InvariantCulture) / Megabyte : throw new InvalidOperationException($"The child failed at '{work}'.");
    }

    internal static async Task RunAsync(string work, DevFiles files, string input, string output)
    {
        TrustStore trust = TrustStore.Load([new TrustDomainOptions { Name = "dev", AnchorFolder = files.Anchors, IntermediateFolder = files.Intermediates }]);
        using Pkcs12Key key = await Pkcs12Key.OpenAsync(files.Key, new PinFile(files.Password));
        using var signer = new PdfSigner(new() { Trust = trust, Fetch = { AllowedPrivateHosts = { files.Authority } } });
        using var verifier = new PdfVerifier(new() { Trust = trust, Fetch = { AllowedPrivateHosts = { files.Authority } } });
        switch (work)
        {
            case Sign:
                await signer.SignAsync(input, output, key);
                break;
            case Verify:
                VerificationReport report = await verifier.VerifyAsync(input, new() { Policy = ValidationPolicy.Online });
                if (report.Verdict != Verdict.Valid)
                {
                    throw new InvalidOperationException($"The verdict is {report.Verdict}.");
                }
                break;
        }
        using Process self = Process.GetCurrentProcess();
        Console.Write(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }
}
