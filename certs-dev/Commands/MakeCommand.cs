namespace Signing.CertsDev.Commands;

/// <summary>Makes the PKI and its token where they are missing, or anew.</summary>
internal static class MakeCommand
{
    internal static async Task<int> RunAsync(bool anew, CancellationToken cancellationToken)
    {
        await using PkiSession session = await PkiSession.OpenAsync(anew, cancellationToken);
        await DevToken.TryOpenAsync(session.Pki, cancellationToken);
        return 0;
    }
}
