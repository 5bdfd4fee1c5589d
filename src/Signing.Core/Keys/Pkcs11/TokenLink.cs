using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// The native side of a connection with a token, as its threads see it: the slot, the sessions, the login, and what a
/// failed call means for them. A token that went away is reached anew; sessions of before are then no longer used.
/// </summary>
internal sealed class TokenLink
{
    private readonly Module _module;
    private readonly Lock _lock = new();
    private Cryptoki.Slot _slot;
    private TokenInfo _info;
    private volatile int _generation;
    private volatile bool _isConnected = true;
    private volatile bool _isLoggedIn;
    private volatile TokenContents? _contents;

    internal TokenLink(Module module, Cryptoki.Slot slot, TokenInfo info)
    {
        _module = module;
        _slot = slot;
        _info = info;
    }

    /// <summary>What the token said of itself last.</summary>
    internal TokenInfo Info => Volatile.Read(ref _info);

    /// <summary>Which time it is that the token is connected.</summary>
    internal int Generation => _generation;

    internal bool IsConnected => _isConnected;

    internal bool IsLoggedIn => _isLoggedIn;

    /// <summary>What was read from the token since it is connected; <see langword="null"/> when nothing was.</summary>
    internal TokenContents? Contents => _isConnected ? _contents : null;

    /// <summary>Reaches the token anew, in an exclusive call.</summary>
    internal int Connect(CallThread thread)
    {
        try
        {
            return _module.Reach(Info.Identity, (slot, info) =>
            {
                try
                {
                    slot.CloseAllSessions();
                }
                catch (Pkcs11Exception)
                {
                    // They have gone with the token.
                }
                Cryptoki.Session session = slot.Open();
                lock (_lock)
                {
                    _slot = slot;
                    _contents = null;
                    _isLoggedIn = false;
                    thread.Session = new TokenSession(session, ++_generation);
                    Volatile.Write(ref _info, info);
                    _isConnected = true;
                }
                return _generation;
            });
        }
        catch (Pkcs11Exception e)
        {
            throw TokenErrors.From(e, Info.Name);
        }
    }

    /// <summary>A call found the token, its sessions or the login gone; unless it is connected anew since.</summary>
    internal void Lose(int generation)
    {
        lock (_lock)
        {
            if (_generation == generation)
            {
                _isConnected = false;
                _isLoggedIn = false;
            }
        }
    }

    internal void LoggedIn() => _isLoggedIn = true;

    /// <summary>What the token says of itself now.</summary>
    internal TokenInfo Refresh()
    {
        RequireConnected();
        TokenInfo info = _slot.Token();
        // Another token in the same slot is not ours, and our PIN is not for it.
        if (info.Identity != Info.Identity)
        {
            throw new TokenRetryException(TokenErrors.Absent(Info.Name, "another token is in its place"), TokenRemedy.Reconnect);
        }
        Volatile.Write(ref _info, info);
        return info;
    }

    /// <summary>Reads certificates and mechanisms.</summary>
    internal TokenContents Read(CallThread thread)
    {
        TokenContents contents = TokenContents.Read(_slot, SessionOf(thread).Native);
        _contents = contents;
        return contents;
    }

    /// <summary>The session of a thread; opened when first needed.</summary>
    internal TokenSession SessionOf(CallThread thread)
    {
        RequireConnected();
        // One of an earlier connection isn't closed: its handle may be another's by now, and all were closed before.
        if (thread.Session is not { } session || session.Generation != _generation)
        {
            thread.Session = session = Open(thread);
        }
        return session;
    }

    /// <summary>The handle of a private key in a session.</summary>
    internal ulong HandleOf(TokenSession session, KeyReference key)
    {
        if (session.Find(key) is { } handle)
        {
            return handle;
        }
        SigningException unknown = Error.Of(ErrorCodes.KeyUnknown, ("key", key.Thumbprint));
        // A login that has silently gone hides private keys.
        throw Info.LoginRequired && !session.Native.IsLoggedIn() ? new TokenRetryException(unknown, TokenRemedy.Reconnect) : unknown;
    }

    /// <summary>What becomes of a failed call; the thread gets a fresh session where the old one may be stuck in it.</summary>
    internal Exception Explain(Pkcs11Exception e, CallThread thread)
    {
        SigningException failure = TokenErrors.From(e, Info.Name);
        if (TokenErrors.IsLost(e.RV))
        {
            return new TokenRetryException(failure, TokenRemedy.Reconnect);
        }
        bool isPassing = TokenErrors.IsPassing(e.RV);
        bool isAlive = !(isPassing || e.Method is "C_Sign" or "C_Login") || Renew(thread);
        return isPassing ? new TokenRetryException(failure, isAlive ? TokenRemedy.FreshSession : TokenRemedy.Reconnect) : failure;
    }

    /// <summary>A thread ends, and its session with it.</summary>
    internal void End(CallThread thread, bool isLast)
    {
        if (thread.Session is not { } session || session.Generation != _generation)
        {
            return;
        }
        if (isLast && _isLoggedIn)
        {
            session.LogOut();
        }
        session.Close();
    }

    private TokenSession Open(CallThread thread)
    {
        try
        {
            return new TokenSession(_slot.Open(), _generation);
        }
        catch (Pkcs11Exception e) when (e.RV is CKR.CKR_SESSION_COUNT && thread.Owner.Shrink())
        {
            throw new TokenRetryException(TokenErrors.Busy(Info.Name), TokenRemedy.OtherThread);
        }
    }

    /// <returns>Whether the token answers and the login, if any, is still there.</returns>
    private bool Renew(CallThread thread)
    {
        TokenSession? old = thread.Session;
        thread.Session = null;
        try
        {
            thread.Session = new TokenSession(OpenBeside(ref old), _generation);
            return !_isLoggedIn || !Info.LoginRequired || thread.Session.Native.IsLoggedIn();
        }
        catch (Pkcs11Exception)
        {
            return false;
        }
        finally
        {
            old?.Close();
        }
    }

    // The new session comes first, because the login ends with the last one; unless the token has room for one only.
    private Cryptoki.Session OpenBeside(ref TokenSession? old)
    {
        try
        {
            return _slot.Open();
        }
        catch (Pkcs11Exception e) when (e.RV is CKR.CKR_SESSION_COUNT)
        {
            old?.Close();
            old = null;
            return _slot.Open();
        }
    }

    // A call may have been queued before the token was lost, and run after: the slot may be of a module that was unloaded.
    private void RequireConnected()
    {
        if (!_isConnected)
        {
            throw new TokenRetryException(TokenErrors.Absent(Info.Name, "it went away"), TokenRemedy.Reconnect);
        }
    }
}
