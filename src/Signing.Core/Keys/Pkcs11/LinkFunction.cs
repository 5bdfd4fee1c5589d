namespace Signing.Core.Keys.Pkcs11;

/// <summary>A <see cref="LinkCall{T}"/> that is just a function.</summary>
internal sealed class LinkFunction<T>(TokenLink link, Func<CallThread, T> function) : LinkCall<T>(link)
{
    protected override T Do(CallThread thread) => function(thread);
}
