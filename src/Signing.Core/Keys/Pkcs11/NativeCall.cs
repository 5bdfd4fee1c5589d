namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// One piece of work inside a module, done by one of our own threads: it can't be cancelled once it runs, only
/// abandoned. Whatever it changes it therefore changes itself, whether or not anybody still waits for it.
/// </summary>
internal abstract class NativeCall
{
    /// <summary>Its place in the queue; used under the queue's lock.</summary>
    internal LinkedListNode<NativeCall>? Place { get; set; }

    /// <summary>When it was queued, as a time-stamp of the clock.</summary>
    internal long QueuedAt { get; set; }

    /// <summary>Its own deadline, where the usual one doesn't fit.</summary>
    internal virtual TimeSpan? Deadline => null;

    /// <summary>Whether no other call may be inside the module meanwhile.</summary>
    internal virtual bool IsExclusive => false;

    /// <summary>Does the work and hands over its result; never throws.</summary>
    internal abstract void Run(CallThread thread);

    /// <summary>Ends the waiting with a failure; nothing when it has ended already.</summary>
    internal abstract void Fail(Exception failure);

    /// <summary>It has run, or never will: lets go of what it holds.</summary>
    internal virtual void Release()
    {
    }
}

/// <summary>A <see cref="NativeCall"/> with a result.</summary>
internal abstract class NativeCall<T> : NativeCall
{
    // The continuation is the caller's code: it must not run on a thread that a token is waiting for.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<T> Result => _result.Task;

    internal sealed override void Run(CallThread thread)
    {
        try
        {
            _result.TrySetResult(Execute(thread));
        }
        catch (Exception e)
        {
            _result.TrySetException(e);
        }
    }

    internal sealed override void Fail(Exception failure) => _result.TrySetException(failure);

    internal void Cancel(CancellationToken cancellationToken) => _result.TrySetCanceled(cancellationToken);

    protected abstract T Execute(CallThread thread);
}
