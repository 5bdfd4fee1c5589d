using Signing.CertsDev.Folder;

namespace Signing.CertsDev.Commands;

/// <summary>Everything that a newcomer needs: the PKI, its services, and Signing.Api with its keys.</summary>
internal static class UpCommand
{
    private const int LogLines = 15;

    internal static async Task<int> RunAsync(Stop stop)
    {
        await using PkiSession session = await PkiSession.OpenAsync(anew: false, stop.Token);
        session.DescribeServices();
        PkiFolder files = session.Pki.Files;
        DevToken? token = await DevToken.TryOpenAsync(session.Pki, stop.Token);
        PrivateFiles.Write(files.SamplePdf, SamplePdf.Create());

        await using ApiProcess api = ApiProcess.Start(ApiConfiguration.For(session.Pki, token), files.ApiLog);
        bool ready = await api.IsReadyAsync(stop.Token);
        if (!ready)
        {
            return Explain("The service did not become ready.", files.ApiLog);
        }
        Terminal.Fact("Service", $"{api.Address} (log: {Terminal.Path(files.ApiLog)})");
        SayHowToSign(api.Address, Terminal.Path(files.SamplePdf));

        int exitCode = await api.ExitedAsync(stop.Token);
        return Explain($"The service ended by itself, with exit code {exitCode}.", files.ApiLog);
    }

    private static void SayHowToSign(Uri api, string sample)
    {
        string goesOn = OperatingSystem.IsWindows() ? " " : " \\\n  ";
        string sign = $"curl -sSf --data-binary \"@{sample}\" -o signed.pdf{goesOn}-H \"Content-Type: application/pdf\" {api}v1/sign";
        string verify = $"curl -sSf --data-binary \"@signed.pdf\" -o report.json{goesOn}-H \"Content-Type: application/pdf\" {api}v1/verify";
        Terminal.Say();
        Terminal.Say("Sign a document with the agency's key and a time-stamp (B-T), and verify it:");
        Terminal.Say();
        Terminal.Say(sign);
        Terminal.Say(verify);
        if (!OperatingSystem.IsWindows())
        {
            Terminal.Say("grep -o '\"verdict\": *\"[a-z]*\"' report.json | head -n 1");
        }
        Terminal.Say();
        Terminal.Say("Ctrl+C stops both.");
    }

    private static int Explain(string failure, string log)
    {
        Terminal.Fail(failure, $"The last lines of {Terminal.Path(log)}:");
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        foreach (string line in reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(LogLines))
        {
            Console.Error.WriteLine("  " + line);
        }
        return 1;
    }
}
