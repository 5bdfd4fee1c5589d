using System.Security.Cryptography.X509Certificates;
using Signing.Core.Keys.Pkcs11;

namespace Signing.Core.Keys;

/// <summary>
/// An open PKCS#11 token. Thread-safe; one for the whole application. The token is logged in to when a key is first
/// looked for. When it is pulled out, requests fail with <c>token.absent</c> until it is back; then they work again.
/// </summary>
public sealed class Pkcs11Token : IAsyncDisposable
{
    private readonly TokenConnection _connection;
    private readonly PinProvider? _pins;
    private volatile bool _isAdmitted;
    private int _isDisposed;

    private Pkcs11Token(TokenConnection connection, PinProvider? pins)
    {
        _connection = connection;
        _pins = pins;
    }

    /// <summary>The token's label.</summary>
    public string Label => _connection.Info.Label;

    /// <summary>The token's serial number.</summary>
    public string Serial => _connection.Info.Serial;

    /// <summary>Whether a call into the module hangs beyond its deadline: until it returns, every request fails at once.</summary>
    public bool IsQuarantined => _connection.IsQuarantined;

    /// <summary>Whether this opening may use the process's login: it has shown the PIN.</summary>
    internal bool IsAdmitted
    {
        get => _isAdmitted;
        set => _isAdmitted = value;
    }

    internal bool IsPinTyped => _pins is { IsTyped: true };

    /// <summary>Whether the token was last looked for in vain.</summary>
    internal bool IsUnreached => _connection.IsUnreached;

    /// <summary>Opens a token. It is not logged in to yet, unless others have it open: then the PIN must be theirs.</summary>
    /// <param name="options">Which token, and limits.</param>
    /// <param name="pins">Where its PIN comes from; <see langword="null"/> to read certificates only, or for a token with its own keypad.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SigningException">
    /// <c>token.absent</c>: no such token or module; <c>configuration.invalid</c>: several tokens match;
    /// <c>token.pin_wrong</c>: not the PIN that the token is logged in with; <c>token.timeout</c>.
    /// </exception>
    public static async Task<Pkcs11Token> OpenAsync(Pkcs11TokenOptions options, PinProvider? pins, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        TokenConnection connection = await ModuleRegistry.Get(options).OpenAsync(options, cancellationToken).ConfigureAwait(false);
        var token = new Pkcs11Token(connection, pins);
        try
        {
            if (pins is not null && connection.IsLoggedIn)
            {
                await connection.AdmitAsync(token, cancellationToken).ConfigureAwait(false);
            }
            return token;
        }
        catch
        {
            await token.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Finds a key by its certificate, logging in if that wasn't done yet.</summary>
    /// <param name="thumbprint">SHA-256 of the certificate's DER in hexadecimal, in any case, colons and blanks allowed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SigningException">
    /// <c>key.unknown</c>: no such certificate, or no private key to it; <c>token.absent</c>, <c>token.busy</c>,
    /// <c>token.pin_wrong</c>, <c>token.pin_locked</c>, <c>token.timeout</c>, <c>token.failed</c>.
    /// </exception>
    public async Task<SigningKey> FindKeyAsync(string thumbprint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(thumbprint);
        ThrowIfDisposed();
        string wanted = Keys.Thumbprint.Normalize(thumbprint) ?? throw Unknown(thumbprint);
        TokenContents contents = await _connection.ReadAsync(this, reread: false, cancellationToken).ConfigureAwait(false);
        if (contents.Find(wanted) is not { } found)
        {
            // Written since, or one of the few tokens that show certificates only after the login.
            await _connection.LogInAsync(this, cancellationToken).ConfigureAwait(false);
            contents = await _connection.ReadAsync(this, reread: true, cancellationToken).ConfigureAwait(false);
            found = contents.Find(wanted) ?? throw Unknown(thumbprint);
        }
        bool pinPerSignature = await _connection.FindAsync(this, found.Key, cancellationToken).ConfigureAwait(false);
        return new Pkcs11Key(this, contents, found.Certificate, found.Key, pinPerSignature);
    }

    /// <summary>The certificates on the token that could be a signer's, without logging in; whether their keys are there shows <see cref="FindKeyAsync"/>.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SigningException"><c>token.absent</c>, <c>token.busy</c>, <c>token.timeout</c>, <c>token.failed</c>.</exception>
    public async Task<IReadOnlyList<X509Certificate2>> ListCertificatesAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        TokenContents contents = await _connection.ReadAsync(this, reread: true, cancellationToken).ConfigureAwait(false);
        return [.. contents.Certificates.Where(static stored => stored.IsSigner).Select(static stored => stored.Certificate)];
    }

    /// <summary>How near the token's PIN is to being locked, asked now and without a login.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SigningException"><c>token.absent</c>, <c>token.busy</c>, <c>token.timeout</c>, <c>token.failed</c>.</exception>
    public async Task<PinState> GetPinStateAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        TokenInfo info = await _connection.RefreshAsync(this, cancellationToken).ConfigureAwait(false);
        return info.PinState;
    }

    /// <summary>Gives the token back. The last one waits until running calls have ended, logs out and closes the sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _connection.LeaveAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A key as it can be known without a login: <see langword="null"/> when the token shows no such certificate.</summary>
    internal async ValueTask<Pkcs11Key?> DescribeAsync(string? thumbprint, CancellationToken cancellationToken)
    {
        TokenContents contents = await _connection.ReadAsync(this, reread: false, cancellationToken).ConfigureAwait(false);
        thumbprint ??= contents.Certificates.Where(static stored => stored.IsSigner).ToArray() is [TokenCertificate only] ? Keys.Thumbprint.Of(only.Certificate) : null;
        return thumbprint is not null && contents.Find(thumbprint) is { } found
            ? new Pkcs11Key(this, contents, found.Certificate, found.Key, requiresPinPerSignature: false)
            : null;
    }

    internal ValueTask<byte[]> SignAsync(KeyReference key, SigningMechanism mechanism, byte[] input, bool pinPerSignature, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return _connection.SignAsync(this, key, mechanism, input, pinPerSignature, cancellationToken);
    }

    internal async ValueTask<PinBuffer> AskAsync(PinPurpose purpose, TokenInfo info, CancellationToken cancellationToken)
    {
        if (_pins is null)
        {
            throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", nameof(KeyOptions.PinFile)), ("detail", $"the token '{info.Name}' wants a PIN, and none is provided"));
        }
        var request = new PinRequest(purpose, info.Name, info.Serial, info.PinState);
        return await _pins.GetPinAsync(request, cancellationToken).ConfigureAwait(false)
            ?? throw new OperationCanceledException("No PIN was given.");
    }

    private static SigningException Unknown(string thumbprint) => Error.Of(ErrorCodes.KeyUnknown, ("key", thumbprint));

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
}
