namespace Signing.Core.Keys;

/// <summary>A named key in a PKCS#12 file; opened once.</summary>
internal sealed class FileKeySource(string name, string? thumbprint, string file, PinFile? password) : KeySource(name, thumbprint)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Pkcs12Key? _key;

    internal override async ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken)
    {
        if (_key is { } known)
        {
            return known;
        }
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _key ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    internal override ValueTask<SigningKey> DescribeAsync(CancellationToken cancellationToken) => GetAsync(cancellationToken);

    internal override async ValueTask CheckAsync(CancellationToken cancellationToken) => await GetAsync(cancellationToken).ConfigureAwait(false);

    public override void Dispose()
    {
        _key?.Dispose();
        _gate.Dispose();
    }

    private async Task<Pkcs12Key> OpenAsync(CancellationToken cancellationToken)
    {
        Pkcs12Key key = await Pkcs12Key.OpenAsync(file, password, cancellationToken).ConfigureAwait(false);
        if (ConfiguredThumbprint is not null && key.Thumbprint != ConfiguredThumbprint)
        {
            string found = key.Thumbprint;
            key.Dispose();
            throw Error.Of(ErrorCodes.KeyFile, ("file", file), ("detail", $"its certificate is {found}, not {ConfiguredThumbprint}"));
        }
        return key;
    }
}
