using System.Diagnostics.CodeAnalysis;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// One token in use: it alone owns the token's login, its sessions and their threads, whoever uses it. When the token
/// goes away, the next request reaches it anew and logs in anew.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing to dispose of.")]
internal sealed class TokenConnection
{
    private readonly Module _module;
    private readonly Pkcs11TokenOptions _options;
    private readonly TokenLink _link;
    private readonly CallThreads _threads;
    private readonly PinGuard _pins;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private volatile FailedSearch? _failedSearch;
    private int _users;
    private bool _isClosing;

    internal TokenConnection(Module module, Cryptoki.Slot slot, TokenInfo info, Pkcs11TokenOptions options)
    {
        _module = module;
        _options = options;
        Identity = info.Identity;
        _link = new TokenLink(module, slot, info);
        _pins = new PinGuard(new PinLedger(options.PinStateFolder, options.TimeProvider), info);
        // CK_EFFECTIVELY_INFINITE and CK_UNAVAILABLE_INFORMATION are no limits: zero, and all ones.
        int sessions = info.MaxSessions is > 0 and < int.MaxValue ? (int)Math.Min(info.MaxSessions, (ulong)options.MaxSessions) : options.MaxSessions;
        _threads = new CallThreads(module, info.Name, options, sessions) { Ending = _link.End };
    }

    /// <summary>What the token is known by.</summary>
    internal string Identity { get; }

    /// <summary>What the token said of itself last.</summary>
    internal TokenInfo Info => _link.Info;

    internal bool IsQuarantined => _module.IsQuarantined;

    /// <summary>Whether the process is logged in to the token.</summary>
    internal bool IsLoggedIn => _link.IsLoggedIn;

    /// <summary>Whether the token was looked for and not found, last time.</summary>
    internal bool IsUnreached => !_link.IsConnected && _failedSearch is not null;

    /// <summary>Ends when the connection is closed: another one may own the login.</summary>
    internal Task Closed => _closed.Task;

    /// <summary>A user comes.</summary>
    /// <returns>Whether in time: not when the last one has just left.</returns>
    internal bool Join()
    {
        lock (_lock)
        {
            _users += _isClosing ? 0 : 1;
            return !_isClosing;
        }
    }

    /// <summary>A user leaves; the last one waits until the running calls have ended.</summary>
    internal async ValueTask LeaveAsync()
    {
        lock (_lock)
        {
            if (--_users > 0)
            {
                return;
            }
            _isClosing = true;
        }
        _ = CloseAsync();
        await Closed.WaitAsync(_options.Deadline, _options.TimeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        async Task CloseAsync()
        {
            await _threads.CloseAsync().ConfigureAwait(false);
            _module.Remove(this);
            _closed.SetResult();
        }
    }

    internal Task StopAsync() => _threads.StopAsync();

    /// <summary>The certificates and mechanisms of the token; read once for each connection, without a login.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="reread">Whether what was read before is not enough: the token has been logged in to since, or written.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    internal ValueTask<TokenContents> ReadAsync(Pkcs11Token user, bool reread, CancellationToken cancellationToken) =>
        !reread && _link.Contents is { } known ? ValueTask.FromResult(known) : RunAsync(user, logIn: false, _link.Read, cancellationToken);

    /// <summary>What the token says of itself now, without a login.</summary>
    internal ValueTask<TokenInfo> RefreshAsync(Pkcs11Token user, CancellationToken cancellationToken) =>
        RunAsync(user, logIn: false, _ => _link.Refresh(), cancellationToken);

    /// <summary>Logs in, if that was not done yet.</summary>
    internal async ValueTask LogInAsync(Pkcs11Token user, CancellationToken cancellationToken) =>
        await RunAsync(user, logIn: true, static _ => true, cancellationToken).ConfigureAwait(false);

    /// <summary>Finds a private key, after logging in.</summary>
    /// <returns>Whether each signature wants the PIN.</returns>
    internal ValueTask<bool> FindAsync(Pkcs11Token user, KeyReference key, CancellationToken cancellationToken) =>
        RunAsync(user, logIn: true, thread =>
        {
            TokenSession session = _link.SessionOf(thread);
            return KeyLocator.AlwaysAuthenticates(session.Native, _link.HandleOf(session, key));
        }, cancellationToken);

    /// <summary>Makes one signature.</summary>
    internal ValueTask<byte[]> SignAsync(Pkcs11Token user, KeyReference key, SigningMechanism mechanism, byte[] input, bool pinPerSignature, CancellationToken cancellationToken)
    {
        Func<ValueTask<NativeCall<byte[]>>> prepare = pinPerSignature ? WithPin : WithoutPin;
        return RunAsync(user, logIn: true, prepare, cancellationToken);

        ValueTask<NativeCall<byte[]>> WithoutPin() => ValueTask.FromResult<NativeCall<byte[]>>(new SignCall(_link, key, mechanism, input));

        async ValueTask<NativeCall<byte[]>> WithPin()
        {
            TokenInfo info = await NowAsync(cancellationToken).ConfigureAwait(false);
            PinAttempt? pin = await BeginAsync(user, PinPurpose.Signature, info, cancellationToken).ConfigureAwait(false);
            return new AuthenticatedSignCall(_link, key, mechanism, input, pin, DeadlineOf(info));
        }
    }

    /// <summary>Lets a further user use the login: with the PIN that it was made with.</summary>
    internal async ValueTask AdmitAsync(Pkcs11Token user, CancellationToken cancellationToken)
    {
        if (!user.IsAdmitted && Info is { HasPinPad: false, LoginRequired: true })
        {
            using PinBuffer pin = await user.AskAsync(PinPurpose.Login, Info, cancellationToken).ConfigureAwait(false);
            if (!_pins.IsOwners(pin))
            {
                throw TokenErrors.PinWrong(Info.Name);
            }
        }
        user.IsAdmitted = true;
    }

    private ValueTask<T> RunAsync<T>(Pkcs11Token user, bool logIn, Func<CallThread, T> function, CancellationToken cancellationToken) =>
        RunAsync(user, logIn, () => ValueTask.FromResult<NativeCall<T>>(new LinkFunction<T>(_link, function)), cancellationToken);

    // Once more after a failure that may heal; a call that is repeated signs the same bytes.
    private async ValueTask<T> RunAsync<T>(Pkcs11Token user, bool logIn, Func<ValueTask<NativeCall<T>>> prepare, CancellationToken cancellationToken)
    {
        int failures = 0;
        while (true)
        {
            int generation = -1;
            try
            {
                generation = await ReachAsync(user, logIn, cancellationToken).ConfigureAwait(false);
                NativeCall<T> call = await prepare().ConfigureAwait(false);
                return await _threads.RunAsync(call, cancellationToken).ConfigureAwait(false);
            }
            catch (TokenRetryException retry)
            {
                if (retry.Remedy is TokenRemedy.Reconnect)
                {
                    _link.Lose(generation);
                }
                if (retry.Remedy is not TokenRemedy.OtherThread && ++failures > 1)
                {
                    throw retry.Failure;
                }
            }
        }
    }

    /// <summary>Makes sure that the token is connected and, where needed, logged in.</summary>
    /// <returns>Which connection it is, so that a failure in it isn't taken for one in a later one.</returns>
    private async ValueTask<int> ReachAsync(Pkcs11Token user, bool logIn, CancellationToken cancellationToken)
    {
        if (_link.IsConnected && (!logIn || (_link.IsLoggedIn && user.IsAdmitted)))
        {
            return _link.Generation;
        }
        long start = _options.TimeProvider.GetTimestamp();
        if (!await _gate.WaitAsync(_options.MaxWait, cancellationToken).ConfigureAwait(false))
        {
            throw TokenErrors.Busy(Info.Name);
        }
        try
        {
            if (!_link.IsConnected)
            {
                await ConnectAsync(start).ConfigureAwait(false);
            }
            if (logIn && _link.IsLoggedIn)
            {
                await AdmitAsync(user, cancellationToken).ConfigureAwait(false);
            }
            else if (logIn)
            {
                await PresentPinAsync(user, cancellationToken).ConfigureAwait(false);
            }
            return _link.Generation;
        }
        catch (TokenRetryException e) when (e.Remedy is TokenRemedy.Reconnect)
        {
            _link.Lose(_link.Generation);
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask ConnectAsync(long wantedSince)
    {
        // Those who waited while the token was looked for needn't each look for it again.
        if (_failedSearch is { } earlier && earlier.At >= wantedSince)
        {
            throw earlier.Failure;
        }
        try
        {
            // Nobody's cancellation stops it half-way: others wait for it too.
            await _threads.RunAsync(new FunctionCall<int>(_link.Connect, isExclusive: true), CancellationToken.None).ConfigureAwait(false);
            _failedSearch = null;
        }
        catch (SigningException e)
        {
            _failedSearch = new FailedSearch(_options.TimeProvider.GetTimestamp(), e);
            throw;
        }
    }

    private async ValueTask PresentPinAsync(Pkcs11Token user, CancellationToken cancellationToken)
    {
        TokenInfo info = await NowAsync(cancellationToken).ConfigureAwait(false);
        if (info.LoginRequired)
        {
            PinAttempt? pin = await BeginAsync(user, PinPurpose.Login, info, cancellationToken).ConfigureAwait(false);
            await _threads.RunAsync(new LogInCall(_link, pin, DeadlineOf(info)), CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            _link.LoggedIn();
        }
        user.IsAdmitted = true;
    }

    /// <returns><see langword="null"/> for a token with its own keypad.</returns>
    private async ValueTask<PinAttempt?> BeginAsync(Pkcs11Token user, PinPurpose purpose, TokenInfo info, CancellationToken cancellationToken)
    {
        if (info.PinState is PinState.Locked)
        {
            throw TokenErrors.PinLocked(info.Name, "locked");
        }
        if (info.HasPinPad)
        {
            return null;
        }
        PinBuffer pin = await user.AskAsync(purpose, info, cancellationToken).ConfigureAwait(false);
        return await _pins.BeginAsync(pin, user.IsPinTyped, info.PinState, _options.MaxWait, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<TokenInfo> NowAsync(CancellationToken cancellationToken) =>
        _threads.RunAsync(new LinkFunction<TokenInfo>(_link, _ => _link.Refresh()), cancellationToken);

    private TimeSpan DeadlineOf(TokenInfo info) => info.HasPinPad ? _options.PinPadDeadline : _options.Deadline;

    private sealed record FailedSearch(long At, SigningException Failure);
}
