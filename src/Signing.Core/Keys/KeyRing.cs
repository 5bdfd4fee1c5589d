using System.Diagnostics.CodeAnalysis;

namespace Signing.Core.Keys;

/// <summary>
/// The configured keys by name. A token or file is opened when one of its keys is first used; when that fails, the next
/// use tries again, though never with a PIN that was rejected. Names that share a token share its login. Thread-safe.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "A key ring is what it is.")]
public sealed class KeyRing : IAsyncDisposable
{
    private readonly SortedDictionary<string, KeySource> _sources = new(StringComparer.Ordinal);
    private readonly List<TokenSource> _tokens = [];
    private int _isDisposed;

    /// <summary>Takes the configuration over; nothing is opened yet.</summary>
    /// <param name="options">The keys.</param>
    /// <exception cref="SigningException"><c>configuration.invalid</c>: the facts name the setting.</exception>
    public KeyRing(KeyRingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach ((string name, KeyOptions key) in options.Keys)
        {
            _sources.Add(name, KeySource.Of(name, key, options, _tokens));
        }
        DefaultName = options.DefaultKey ?? (_sources.Count == 1 ? _sources.Keys.First() : null);
        if (DefaultName is not null && !_sources.ContainsKey(DefaultName))
        {
            throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", nameof(KeyRingOptions.DefaultKey)), ("detail", $"no key is named '{DefaultName}'"));
        }
    }

    /// <summary>The names of the keys, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _sources.Keys];

    /// <summary>The name of the key that signs when none is asked for; <see langword="null"/> when one must be.</summary>
    public string? DefaultName { get; }

    /// <summary>Gets a key, ready to sign: its token is opened and logged in to when that wasn't done yet.</summary>
    /// <param name="nameOrThumbprint">A configured name, or a certificate's thumbprint; <see langword="null"/> for the default key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The key; it belongs to the key ring.</returns>
    /// <exception cref="SigningException"><c>key.unknown</c>, <c>key.file</c>, <c>file.failed</c>, and the <c>token.</c> codes of <see cref="Pkcs11Token"/>.</exception>
    public async ValueTask<SigningKey> GetAsync(string? nameOrThumbprint, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        KeySource source = await FindAsync(nameOrThumbprint ?? DefaultName, cancellationToken).ConfigureAwait(false)
            ?? throw Error.Of(ErrorCodes.KeyUnknown, ("key", nameOrThumbprint ?? ""));
        return await source.GetAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Which configured key a name or thumbprint means, for deciding whether a caller may use it. Never logs in.</summary>
    /// <param name="nameOrThumbprint">A configured name, or a certificate's thumbprint; <see langword="null"/> for the default key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The configured name; <see langword="null"/> when there is no such key.</returns>
    public async ValueTask<string?> ResolveAsync(string? nameOrThumbprint, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return (await FindAsync(nameOrThumbprint ?? DefaultName, cancellationToken).ConfigureAwait(false))?.Name;
    }

    /// <summary>Lists the keys whose certificates can be read now. Never logs in; why a key is missing says <see cref="CheckAsync"/>.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<IReadOnlyList<NamedKey>> ListAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        List<NamedKey> keys = [];
        foreach (KeySource source in _sources.Values)
        {
            try
            {
                SigningKey key = await source.DescribeAsync(cancellationToken).ConfigureAwait(false);
                keys.Add(new NamedKey(source.Name, key.Thumbprint, key.Algorithms, source.Name == DefaultName, key.Certificate, key.Chain));
            }
            catch (SigningException)
            {
                // A token that is away must not hide the keys of the others.
            }
        }
        return keys;
    }

    /// <summary>Looks whether each key could sign, as far as that shows without a login: for a readiness check.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<IReadOnlyList<KeyHealth>> CheckAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        List<KeyHealth> health = [];
        foreach (KeySource source in _sources.Values)
        {
            SigningException? problem = null;
            try
            {
                await source.CheckAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (SigningException e)
            {
                problem = e;
            }
            health.Add(new KeyHealth(source.Name, problem));
        }
        return health;
    }

    /// <summary>Waits for running signatures, then closes tokens and files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }
        foreach (KeySource source in _sources.Values)
        {
            source.Dispose();
        }
        foreach (TokenSource token in _tokens)
        {
            await token.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A thumbprint that the configuration names needs no look at files and tokens.
    private async ValueTask<KeySource?> FindAsync(string? nameOrThumbprint, CancellationToken cancellationToken)
    {
        if (nameOrThumbprint is null)
        {
            return null;
        }
        if (_sources.TryGetValue(nameOrThumbprint, out KeySource? named))
        {
            return named;
        }
        if (Thumbprint.Normalize(nameOrThumbprint) is not { } thumbprint)
        {
            return null;
        }
        foreach (KeySource source in _sources.Values)
        {
            if (source.ConfiguredThumbprint == thumbprint)
            {
                return source;
            }
        }
        foreach (KeySource source in _sources.Values.Where(static source => source.ConfiguredThumbprint is null))
        {
            try
            {
                if ((await source.DescribeAsync(cancellationToken).ConfigureAwait(false)).Thumbprint == thumbprint)
                {
                    return source;
                }
            }
            catch (SigningException)
            {
                // It can't be this one as long as it can't be read.
            }
        }
        return null;
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
}
