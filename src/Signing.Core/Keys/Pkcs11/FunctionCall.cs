namespace Signing.Core.Keys.Pkcs11;

/// <summary>A <see cref="NativeCall"/> that is just a function: for what isn't done for every signature.</summary>
internal sealed class FunctionCall<T>(Func<CallThread, T> function, bool isExclusive = false, TimeSpan? deadline = null) : NativeCall<T>
{
    internal override bool IsExclusive => isExclusive;

    internal override TimeSpan? Deadline => deadline;

    protected override T Execute(CallThread thread) => function(thread);
}
