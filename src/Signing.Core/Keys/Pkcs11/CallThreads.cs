namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// A bounded first-come-first-served queue of calls and the threads that do them. Threads start when there is work for
/// them. A call that still waits is cancelled at once; one that waits too long is refused.
/// </summary>
internal sealed class CallThreads
{
    private readonly object _lock = new();
    private readonly LinkedList<NativeCall> _waiting = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _queueLength;
    private readonly TimeSpan _maxWait;
    private readonly TimeProvider _clock;
    private readonly ITimer _impatience;
    private int _threadLimit;
    private int _threads;
    private int _started;
    private int _idle;
    private int _ending;
    private bool _isClosing;

    internal CallThreads(Module module, string token, Pkcs11TokenOptions options, int threadLimit)
    {
        Module = module;
        Token = token;
        Deadline = options.Deadline;
        _queueLength = options.QueueLength;
        _maxWait = options.MaxWait;
        _clock = options.TimeProvider;
        _threadLimit = module.IsSingleThreaded ? 1 : threadLimit;
        _impatience = _clock.CreateTimer(static state => ((CallThreads)state!).OnImpatience(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal Module Module { get; }

    /// <summary>How messages name the token.</summary>
    internal string Token { get; }

    /// <summary>How long a call may take.</summary>
    internal TimeSpan Deadline { get; }

    /// <summary>What a thread does before it ends; whether it is the last one.</summary>
    internal Action<CallThread, bool>? Ending { get; init; }

    internal async ValueTask<T> RunAsync<T>(NativeCall<T> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            call.Release();
            cancellationToken.ThrowIfCancellationRequested();
        }
        try
        {
            Add(call);
        }
        catch
        {
            call.Release();
            throw;
        }
        using (cancellationToken.UnsafeRegister(static (state, token) =>
        {
            (CallThreads threads, NativeCall<T> cancelled) = ((CallThreads, NativeCall<T>))state!;
            threads.Remove(cancelled);
            cancelled.Cancel(token);
        }, cancellationToken.CanBeCanceled ? (this, call) : null))
        {
            return await call.Result.ConfigureAwait(false);
        }
    }

    /// <summary>The next call for a thread; waits for it. <see langword="null"/> when the thread is to end.</summary>
    internal NativeCall? Take()
    {
        lock (_lock)
        {
            while (true)
            {
                if (_threads - _ending > _threadLimit)
                {
                    return null;
                }
                if (_waiting.First is { } first)
                {
                    _waiting.RemoveFirst();
                    first.Value.Place = null;
                    return first.Value;
                }
                if (_isClosing)
                {
                    return null;
                }
                _idle++;
                Monitor.Wait(_lock);
                _idle--;
            }
        }
    }

    /// <summary>The token gives no further session: as many threads as have one must do.</summary>
    /// <returns>Whether another thread goes on.</returns>
    internal bool Shrink()
    {
        lock (_lock)
        {
            if (_threadLimit == 1)
            {
                return false;
            }
            _threadLimit = Math.Max(1, Math.Min(_threadLimit, _threads) - 1);
            return true;
        }
    }

    /// <summary>A thread ends.</summary>
    internal void End(CallThread thread)
    {
        bool isLast;
        lock (_lock)
        {
            isLast = ++_ending == _threads;
        }
        Module.Enter(exclusive: false);
        try
        {
            Ending?.Invoke(thread, isLast);
        }
        finally
        {
            Module.Leave();
        }
        lock (_lock)
        {
            _ending--;
            if (--_threads == 0 && _isClosing)
            {
                _impatience.Dispose();
                _ended.TrySetResult();
            }
        }
    }

    /// <summary>Takes no further call, lets those that wait be done, and ends the threads.</summary>
    internal Task CloseAsync()
    {
        lock (_lock)
        {
            _isClosing = true;
            Monitor.PulseAll(_lock);
            if (_threads == 0)
            {
                _ended.TrySetResult();
            }
        }
        return _ended.Task;
    }

    /// <summary>As <see cref="CloseAsync"/>, but what waits is refused.</summary>
    internal Task StopAsync()
    {
        Task ended = CloseAsync();
        FailWaiting(TokenErrors.Busy(Token));
        return ended;
    }

    /// <summary>A call is lost, so whatever waits behind it would only be lost too.</summary>
    internal void FailWaiting() => FailWaiting(TokenErrors.Timeout(Token, Deadline));

    private void FailWaiting(SigningException failure)
    {
        List<NativeCall> refused;
        lock (_lock)
        {
            refused = [.. _waiting];
            refused.ForEach(static call => call.Place = null);
            _waiting.Clear();
        }
        foreach (NativeCall call in refused)
        {
            call.Release();
            call.Fail(failure);
        }
    }

    private void Add(NativeCall call)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosing, typeof(Pkcs11Token));
            if (Module.IsQuarantined)
            {
                throw TokenErrors.Timeout(Token, Deadline);
            }
            if (_waiting.Count >= _queueLength)
            {
                throw TokenErrors.Busy(Token);
            }
            call.QueuedAt = _clock.GetTimestamp();
            call.Place = _waiting.AddLast(call);
            if (_waiting.Count == 1)
            {
                _impatience.Change(_maxWait, Timeout.InfiniteTimeSpan);
            }
            if (_waiting.Count > _idle && _threads < _threadLimit)
            {
                _threads++;
                StartThread();
            }
            else
            {
                Monitor.Pulse(_lock);
            }
        }
    }

    // What the first caller carries along, its activity for instance, is nothing that a thread should keep.
    private void StartThread()
    {
        AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        try
        {
            _ = new CallThread(this, _clock, $"token {Token} #{++_started}");
        }
        finally
        {
            flow?.Undo();
        }
    }

    private void Remove(NativeCall call)
    {
        lock (_lock)
        {
            if (call.Place is null)
            {
                return;
            }
            _waiting.Remove(call.Place);
            call.Place = null;
        }
        call.Release();
    }

    private void OnImpatience()
    {
        List<NativeCall> refused = [];
        lock (_lock)
        {
            while (_waiting.First is { } first)
            {
                TimeSpan left = _maxWait - _clock.GetElapsedTime(first.Value.QueuedAt);
                if (left > TimeSpan.Zero)
                {
                    _impatience.Change(left, Timeout.InfiniteTimeSpan);
                    break;
                }
                _waiting.RemoveFirst();
                first.Value.Place = null;
                refused.Add(first.Value);
            }
        }
        foreach (NativeCall call in refused)
        {
            call.Release();
            call.Fail(TokenErrors.Busy(Token));
        }
    }
}
