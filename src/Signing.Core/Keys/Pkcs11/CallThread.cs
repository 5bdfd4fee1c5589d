namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// One background thread that does calls, with the session that belongs to it, and the watch that gives a call up at its
/// deadline: the waiting ends, the thread counts as lost until the call returns.
/// </summary>
internal sealed class CallThread
{
    private readonly CallThreads _owner;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly ITimer _watch;
    private NativeCall? _running;
    private long _startedAt;
    private TimeSpan _limit;
    private bool _isLost;

    internal CallThread(CallThreads owner, TimeProvider clock, string name)
    {
        _owner = owner;
        _clock = clock;
        _watch = clock.CreateTimer(static state => ((CallThread)state!).OnWatch(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // Background: a call that never returns must not keep the process from ending.
        new Thread(Work) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>Whose thread it is.</summary>
    internal CallThreads Owner => _owner;

    /// <summary>The session of this thread, if it has opened one; used by this thread only.</summary>
    internal TokenSession? Session { get; set; }

    private void Work()
    {
        while (_owner.Take() is { } call)
        {
            Start(call);
            _owner.Module.Enter(call.IsExclusive);
            try
            {
                call.Run(this);
            }
            finally
            {
                _owner.Module.Leave();
                Stop();
            }
        }
        _owner.End(this);
        _watch.Dispose();
    }

    private void Start(NativeCall call)
    {
        lock (_lock)
        {
            _running = call;
            _startedAt = _clock.GetTimestamp();
            _limit = call.Deadline ?? _owner.Deadline;
            _watch.Change(_limit, Timeout.InfiniteTimeSpan);
        }
    }

    private void Stop()
    {
        lock (_lock)
        {
            _running = null;
            _watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_isLost)
            {
                _isLost = false;
                _owner.Module.Return();
            }
        }
    }

    private void OnWatch()
    {
        NativeCall call;
        lock (_lock)
        {
            if (_running is null || _isLost)
            {
                return;
            }
            // The alarm may be one that was set for the call before this one.
            TimeSpan left = _limit - _clock.GetElapsedTime(_startedAt);
            if (left > TimeSpan.Zero)
            {
                _watch.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }
            call = _running;
            _isLost = true;
            _owner.Module.Lose();
        }
        call.Fail(TokenErrors.Timeout(_owner.Token, _limit));
        _owner.FailWaiting();
    }
}
