namespace Signing.CertsDev.Commands;

/// <summary>Fills a fresh SoftHSM token with the keys that the declaration wants there.</summary>
internal static class TokenCommand
{
    internal static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using PkiSession session = await PkiSession.OpenAsync(anew: false, cancellationToken);
        DevToken token = await DevToken.MakeAsync(session.Pki, cancellationToken);
        DevToken.Describe();
        Terminal.Fact("", $"PIN in {Terminal.Path(token.PinFile)}");
        Terminal.Fact("", $"for other programs: SOFTHSM2_CONF={Terminal.Path(token.ConfigurationFile)}");
        return 0;
    }
}
