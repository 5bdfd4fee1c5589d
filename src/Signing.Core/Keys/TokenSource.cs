namespace Signing.Core.Keys;

/// <summary>A token of a <see cref="KeyRing"/>: opened when first used, and anew when it was pulled out and another came in its place.</summary>
internal sealed class TokenSource(KeyOptions options, KeyRingOptions ring) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<Pkcs11Token> _replaced = [];
    private volatile Pkcs11Token? _token;

    /// <summary>Whether a key's settings mean this token, opened with the same PIN.</summary>
    internal bool IsSame(KeyOptions other) =>
        other.Module == options.Module && other.TokenLabel == options.TokenLabel
        && other.TokenSerial == options.TokenSerial && other.PinFile == options.PinFile;

    internal async ValueTask<Pkcs11Token> OpenAsync(CancellationToken cancellationToken)
    {
        if (_token is { IsUnreached: false } known)
        {
            return known;
        }
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_token is { IsUnreached: false } opened)
            {
                return opened;
            }
            Pkcs11Token token = await Pkcs11Token.OpenAsync(Options(), options.PinFile is { Length: > 0 } file ? new PinFile(file) : null, cancellationToken).ConfigureAwait(false);
            if (_token is { } away && away.Serial == token.Serial)
            {
                // It is back, and heals by itself.
                await token.DisposeAsync().ConfigureAwait(false);
                return away;
            }
            if (_token is { } replaced)
            {
                // Somebody may still hold a key of it.
                _replaced.Add(replaced);
            }
            return _token = token;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Pkcs11Token token in _token is { } open ? [.. _replaced, open] : _replaced)
        {
            await token.DisposeAsync().ConfigureAwait(false);
        }
        _gate.Dispose();
    }

    private Pkcs11TokenOptions Options()
    {
        var token = new Pkcs11TokenOptions
        {
            Module = options.Module!,
            TokenLabel = options.TokenLabel,
            TokenSerial = options.TokenSerial,
            PinStateFolder = ring.PinStateFolder,
            TimeProvider = ring.TimeProvider,
        };
        token.MaxSessions = options.MaxSessions ?? token.MaxSessions;
        token.Deadline = options.Deadline ?? token.Deadline;
        return token;
    }
}
