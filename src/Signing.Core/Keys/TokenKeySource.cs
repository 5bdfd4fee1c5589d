namespace Signing.Core.Keys;

/// <summary>A named key on a token.</summary>
internal sealed class TokenKeySource(string name, string? thumbprint, TokenSource token) : KeySource(name, thumbprint)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile TokenKey? _key;

    internal override async ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken)
    {
        Pkcs11Token open = await token.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (_key is { } known && known.Token == open)
        {
            return known.Key;
        }
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_key is not { } found || found.Token != open)
            {
                SigningKey described = await DescribeAsync(open, cancellationToken).ConfigureAwait(false);
                SigningKey key = await open.FindKeyAsync(described.Thumbprint, cancellationToken).ConfigureAwait(false);
                _key = found = new TokenKey(open, key);
            }
            return found.Key;
        }
        finally
        {
            _gate.Release();
        }
    }

    internal override async ValueTask<SigningKey> DescribeAsync(CancellationToken cancellationToken)
    {
        Pkcs11Token open = await token.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await DescribeAsync(open, cancellationToken).ConfigureAwait(false);
    }

    internal override async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        Pkcs11Token open = await token.OpenAsync(cancellationToken).ConfigureAwait(false);
        PinState state = await open.GetPinStateAsync(cancellationToken).ConfigureAwait(false);
        if (state is PinState.Locked)
        {
            throw Pkcs11.TokenErrors.PinLocked(open.Label, "locked");
        }
        await DescribeAsync(open, cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose() => _gate.Dispose();

    private async ValueTask<SigningKey> DescribeAsync(Pkcs11Token open, CancellationToken cancellationToken) =>
        await open.DescribeAsync(ConfiguredThumbprint, cancellationToken).ConfigureAwait(false)
            ?? throw (ConfiguredThumbprint is not null
                ? Error.Of(ErrorCodes.KeyUnknown, ("key", ConfiguredThumbprint))
                : KeySource.Invalid(Name, nameof(KeyOptions.Thumbprint), $"the token '{open.Label}' does not show exactly one signer's certificate: name one"));

    private sealed record TokenKey(Pkcs11Token Token, SigningKey Key);
}
