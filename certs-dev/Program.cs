using System.Security.Cryptography;
using Signing.CertsDev.Commands;
using Signing.Core;

namespace Signing.CertsDev;

/// <summary>The commands. Exit codes: 0 done or stopped as asked, 1 failed, 2 not understood.</summary>
internal static class Program
{
    private const string Usage = """
        The development PKI: keys, certificates, OCSP, CRLs and a time-stamp authority.

        Usage: dotnet run --project certs-dev -- COMMAND

          up            make it if there is none, serve it, and start Signing.Api with
                        its keys; prints how to sign and verify a document
          serve         make it if there is none, and serve it
          make          make it if there is none
          make --anew   make it anew: all keys and certificates are replaced
          token         fill a fresh SoftHSM token with its keys
        """;

    private static async Task<int> Main(string[] args)
    {
        using var stop = new Stop();
        try
        {
            switch (args)
            {
                case ["up"]:
                    return await UpCommand.RunAsync(stop);
                case ["serve"]:
                    return await ServeCommand.RunAsync(stop);
                case ["make"]:
                    return await MakeCommand.RunAsync(anew: false, stop.Token);
                case ["make", "--anew"]:
                    return await MakeCommand.RunAsync(anew: true, stop.Token);
                case ["token"]:
                    return await TokenCommand.RunAsync(stop.Token);
                case ["--help" or "-h" or "help"]:
                    Console.WriteLine(Usage);
                    return 0;
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return 0;
        }
        catch (DevPkiException failure)
        {
            Terminal.Fail(failure.Message, failure.Action);
        }
        catch (SigningException failure)
        {
            Terminal.Fail(failure.Message, failure.Action);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            Terminal.Fail(failure.Message, "If the PKI is damaged, 'make --anew' replaces it.");
        }
        return 1;
    }
}
