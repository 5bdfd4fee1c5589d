using Xunit;

namespace Signing.Core.Tests.Keys;

/// <summary>Expects an error by its code.</summary>
internal static class ErrorAssert
{
    internal static async Task<SigningException> ThrowsAsync(string code, Func<Task> action)
    {
        SigningException e = await Assert.ThrowsAsync<SigningException>(action);
        Assert.Equal(code, e.Code);
        // No PIN of the tests may ever show.
        Assert.DoesNotContain(SoftHsm.Pin, e.ToString(), StringComparison.Ordinal);
        return e;
    }

    internal static Task<SigningException> ThrowsAsync<T>(string code, ValueTask<T> action) => ThrowsAsync(code, () => action.AsTask());

    internal static Task<SigningException> ThrowsAsync(string code, Task action) => ThrowsAsync(code, () => action);
}
