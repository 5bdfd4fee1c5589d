using System.Diagnostics.CodeAnalysis;
using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// A module and the tokens that are open in it. Every call goes through its gate: one at a time where the module can't
/// lock. A call that didn't return by its deadline quarantines the module until it does.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A module stays for the life of the process, and so does its gate.")]
internal sealed class Module
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    private readonly ReaderWriterLockSlim _gate = new();
    private readonly Lock _loading = new();
    private readonly Dictionary<string, TokenConnection> _tokens = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly CallThreads _control;
    private volatile Cryptoki? _cryptoki;
    private long? _restartedAt;
    private int _lost;

    internal Module(string path, Pkcs11TokenOptions options)
    {
        _path = path;
        _clock = options.TimeProvider;
        _control = new CallThreads(this, Path.GetFileName(path), options, threadLimit: 1);
    }

    internal bool IsSingleThreaded => _cryptoki is { IsSingleThreaded: true };

    /// <summary>Whether a call is lost inside it.</summary>
    internal bool IsQuarantined => Volatile.Read(ref _lost) > 0;

    internal void Lose() => Interlocked.Increment(ref _lost);

    internal void Return() => Interlocked.Decrement(ref _lost);

    internal void Enter(bool exclusive)
    {
        if (exclusive || IsSingleThreaded)
        {
            _gate.EnterWriteLock();
        }
        else
        {
            _gate.EnterReadLock();
        }
    }

    internal void Leave()
    {
        if (_gate.IsWriteLockHeld)
        {
            _gate.ExitWriteLock();
        }
        else
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>Finds the token and joins those who use it already, or starts to use it.</summary>
    internal async ValueTask<TokenConnection> OpenAsync(Pkcs11TokenOptions options, CancellationToken cancellationToken)
    {
        (Cryptoki.Slot slot, TokenInfo info) = await SearchAsync(options, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            Task closed;
            lock (_tokens)
            {
                if (!_tokens.TryGetValue(info.Identity, out TokenConnection? connection))
                {
                    connection = new TokenConnection(this, slot, info, options);
                    _tokens.Add(info.Identity, connection);
                }
                if (connection.Join())
                {
                    return connection;
                }
                closed = connection.Closed;
            }
            // Its last user is just leaving, and with it the login: only then may another own it.
            await closed.WaitAsync(options.Deadline, options.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (!closed.IsCompleted)
            {
                throw TokenErrors.Timeout(info.Name, options.Deadline);
            }
        }
    }

    /// <summary>Does something with the module on its own thread, loading it first where that was not done yet.</summary>
    internal ValueTask<T> RunAsync<T>(Func<Cryptoki, T> function, string token, CancellationToken cancellationToken, bool isExclusive = false) =>
        _control.RunAsync(new FunctionCall<T>(_ =>
        {
            try
            {
                return function(Load(token));
            }
            catch (Pkcs11Exception e)
            {
                throw TokenErrors.From(e, token);
            }
        }, isExclusive), cancellationToken);

    /// <summary>A connection's threads have ended.</summary>
    internal void Remove(TokenConnection connection)
    {
        lock (_tokens)
        {
            _tokens.Remove(connection.Identity);
        }
    }

    /// <summary>
    /// Reaches a token anew; inside an exclusive call. A module that fails as a whole is initialised again, unless another
    /// token is in use through it.
    /// </summary>
    internal T Reach<T>(string identity, Func<Cryptoki.Slot, TokenInfo, T> use)
    {
        try
        {
            return Use();
        }
        catch (Exception e) when (IsDown(e) && TryRestart(users: 1))
        {
            return Use();
        }

        T Use()
        {
            (Cryptoki.Slot slot, TokenInfo info) = Locate(Load(identity), identity, token => token.IsInitialized && token.Identity == identity);
            return use(slot, info);
        }
    }

    /// <summary>Lets running calls end and takes no more.</summary>
    internal Task DrainAsync()
    {
        lock (_tokens)
        {
            return Task.WhenAll([_control.StopAsync(), .. _tokens.Values.Select(static token => token.StopAsync())]);
        }
    }

    private async ValueTask<(Cryptoki.Slot Slot, TokenInfo Info)> SearchAsync(Pkcs11TokenOptions options, CancellationToken cancellationToken)
    {
        string wanted = options.TokenLabel ?? options.TokenSerial ?? Path.GetFileName(_path);
        bool isDown = await RunAsync(cryptoki =>
        {
            try
            {
                return !cryptoki.HasSlots();
            }
            catch (Pkcs11Exception e) when (IsDown(e))
            {
                return true;
            }
        }, wanted, cancellationToken).ConfigureAwait(false);
        if (isDown)
        {
            await RunAsync(_ => TryRestart(users: 0), wanted, cancellationToken, isExclusive: true).ConfigureAwait(false);
        }
        return await RunAsync(cryptoki => Locate(cryptoki, wanted, token => token.Matches(options.TokenLabel, options.TokenSerial)), wanted, cancellationToken).ConfigureAwait(false);
    }

    private (Cryptoki.Slot Slot, TokenInfo Info) Locate(Cryptoki cryptoki, string wanted, Func<TokenInfo, bool> isWanted)
    {
        List<(Cryptoki.Slot Slot, TokenInfo Info)> found = [];
        foreach (Cryptoki.Slot slot in cryptoki.Slots())
        {
            try
            {
                TokenInfo info = slot.Token();
                if (isWanted(info))
                {
                    found.Add((slot, info));
                }
            }
            catch (Pkcs11Exception e) when (TokenErrors.IsAbsent(e.RV))
            {
                // Pulled out since the slots were listed, or no token that the module knows.
            }
        }
        return found switch
        {
            [(Cryptoki.Slot, TokenInfo) only] => only,
            [] => throw TokenErrors.Absent(wanted, $"the module '{_path}' shows no such token"),
            _ => throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", nameof(Pkcs11TokenOptions.TokenSerial)),
                ("detail", $"{found.Count} tokens match '{wanted}'; name one by its serial number: {string.Join(", ", found.Select(static token => token.Info.Serial))}")),
        };
    }

    private Cryptoki Load(string token)
    {
        try
        {
            lock (_loading)
            {
                return _cryptoki ??= Cryptoki.Load(_path);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            string why = e is DllNotFoundException or BadImageFormatException ? "it is no library for this system, or one that it needs is missing"
                : e is Pkcs11Exception failed ? $"{failed.RV} ({failed.Method})"
                : e.Message;
            throw TokenErrors.Absent(token, $"the PKCS#11 module '{_path}' cannot be loaded: {why}", e);
        }
    }

    // A module may need C_Initialize anew: p11-kit's fails when its server was restarted, or shows no slots if that was away.
    private bool IsDown(Exception e)
    {
        try
        {
            return e is Pkcs11Exception failed ? TokenErrors.IsPassing(failed.RV) || failed.RV is CKR.CKR_CRYPTOKI_NOT_INITIALIZED
                : e is SigningException { Code: ErrorCodes.TokenAbsent } && _cryptoki?.HasSlots() is false;
        }
        catch (Pkcs11Exception)
        {
            return true;
        }
    }

    /// <summary>C_Finalize, so that the next use initialises the module anew; in an exclusive call.</summary>
    /// <returns>Not while tokens of others are in use or a call is lost inside, and not again and again.</returns>
    private bool TryRestart(int users)
    {
        lock (_tokens)
        {
            if (_tokens.Count > users || IsQuarantined || (_restartedAt is { } last && _clock.GetElapsedTime(last) < RestartPause))
            {
                return false;
            }
        }
        _restartedAt = _clock.GetTimestamp();
        try
        {
            _cryptoki?.Dispose();
        }
        catch (Pkcs11Exception)
        {
            // Finalised already, by somebody else.
        }
        _cryptoki = null;
        return true;
    }
}
