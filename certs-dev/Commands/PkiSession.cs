using Signing.CertsDev.Folder;

namespace Signing.CertsDev.Commands;

/// <summary>The PKI of the checkout, running, with its folder locked against a second one.</summary>
internal sealed class PkiSession : IAsyncDisposable
{
    // Outside the range from which systems take ports for outgoing connections, so that they are seldom taken; then any.
    private static readonly int[] PreferredPorts = [.. Enumerable.Range(8181, 9), 0];

    private readonly IDisposable _lock;

    private PkiSession(IDisposable folderLock, DevPki pki)
    {
        _lock = folderLock;
        Pki = pki;
    }

    internal DevPki Pki { get; }

    /// <param name="anew">Throw away the PKI that is there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<PkiSession> OpenAsync(bool anew, CancellationToken cancellationToken)
    {
        var folder = new PkiFolder(Repository.PkiFolder);
        IDisposable folderLock = folder.Lock();
        try
        {
            if (anew)
            {
                folder.Forget();
            }
            int? knownPort = folder.ReadState()?.Port;
            if (knownPort is null)
            {
                Terminal.Fact("PKI", "making keys and certificates, which takes some seconds ...");
            }
            DevPki pki = await DevPki.StartAsync(folder, PreferredPorts, TimeProvider.System, new DevKeys(), temporary: false, cancellationToken);
            if (pki.WasMade && knownPort is { } taken)
            {
                Terminal.Fact("PKI", $"Port {taken}, which its certificates named, is taken by another program: it was made anew.");
            }
            Terminal.Fact(knownPort is null ? "" : "PKI", $"in {Terminal.Path(pki.Folder)}");
            return new PkiSession(folderLock, pki);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    internal void DescribeServices() =>
        Terminal.Fact("", $"time-stamps at {Pki.Tsa.Address}, OCSP and CRLs where the certificates say");

    public async ValueTask DisposeAsync()
    {
        await Pki.DisposeAsync();
        _lock.Dispose();
    }
}
