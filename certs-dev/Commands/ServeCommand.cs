namespace Signing.CertsDev.Commands;

/// <summary>Serves the PKI until it is told to stop.</summary>
internal static class ServeCommand
{
    internal static async Task<int> RunAsync(Stop stop)
    {
        await using PkiSession session = await PkiSession.OpenAsync(anew: false, stop.Token);
        session.DescribeServices();
        Terminal.Say();
        Terminal.Say("Ctrl+C stops it.");
        await stop.WaitAsync();
        return 0;
    }
}
