namespace Signing.Core.Pki;

/// <summary>
/// Trust domains that follow their folders: files that are added, replaced or taken away count without a restart. A state that
/// cannot be loaded leaves the one before it in force, and is told by <see cref="LastFailure"/> and the log.
/// </summary>
/// <remarks>
/// The folders are looked at when <see cref="Current"/> is asked for and the last look is older than the interval: by names, sizes
/// and times, so that a look costs microseconds. Copy new files under a name that ends otherwise (<c>.new</c>) and rename them, so
/// that nobody sees half of one.
/// </remarks>
public sealed class TrustFolders : TrustSource
{
    private readonly IReadOnlyList<TrustDomainOptions> _domains;
    private readonly string[] _folders;
    private readonly TrustFoldersOptions _options;
    private readonly Lock _turn = new();
    private volatile State _state;
    private long _lookedAt;

    /// <summary>Loads the domains.</summary>
    /// <param name="domains">The domains; their options are not to be changed afterwards.</param>
    /// <param name="options">How to follow them; null for the defaults. Read once.</param>
    /// <exception cref="SigningException"><see cref="ErrorCodes.ConfigurationInvalid"/>, as from <see cref="TrustStore.Load"/>.</exception>
    public TrustFolders(IEnumerable<TrustDomainOptions> domains, TrustFoldersOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(domains);
        _domains = [.. domains];
        _folders = [.. _domains.SelectMany(static domain => new[] { domain.AnchorFolder, domain.IntermediateFolder }).OfType<string>().Where(static folder => folder.Length > 0)];
        _options = options ?? new TrustFoldersOptions();
        _lookedAt = _options.TimeProvider.GetTimestamp();
        // Before loading: what changes meanwhile is seen at the next look.
        string fingerprint = FolderFingerprint.Of(_folders);
        _state = new State(TrustStore.Load(_domains), fingerprint, null);
    }

    /// <inheritdoc/>
    public override TrustStore Current
    {
        get
        {
            // One caller looks; the others go on with what stands.
            if (IsDue && _turn.TryEnter())
            {
                try
                {
                    Look();
                }
                finally
                {
                    _turn.Exit();
                }
            }
            return _state.Store;
        }
    }

    /// <summary>Why the folders as they are now could not be loaded; null where <see cref="Current"/> is what they hold.</summary>
    public SigningException? LastFailure => _state.Failure;

    private bool IsDue => _options.TimeProvider.GetElapsedTime(Volatile.Read(ref _lookedAt)) >= _options.Interval;

    private void Look()
    {
        if (!IsDue)
        {
            return;
        }
        Volatile.Write(ref _lookedAt, _options.TimeProvider.GetTimestamp());
        State before = _state;
        string fingerprint = FolderFingerprint.Of(_folders);
        // After a failure every look tries: a permission may have been mended, which no time tells.
        if (before.Failure is null && fingerprint == before.Fingerprint)
        {
            return;
        }
        try
        {
            TrustStore store = TrustStore.Load(_domains);
            _state = new State(store, fingerprint, null);
            TrustLog.Reloaded(_options.Logger, store.Domains.Count, store.Domains.Sum(static domain => domain.AnchorIndex.All.Count));
        }
        catch (SigningException failure)
        {
            _state = before with { Failure = failure };
            if (before.Failure?.Message != failure.Message)
            {
                TrustLog.ReloadFailed(_options.Logger, failure.Message);
            }
        }
    }

    private sealed record State(TrustStore Store, string Fingerprint, SigningException? Failure);
}
