using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>A call on a token that is connected: its failures say what may heal them.</summary>
/// <param name="link">The token.</param>
internal abstract class LinkCall<T>(TokenLink link) : NativeCall<T>
{
    protected TokenLink Link => link;

    protected sealed override T Execute(CallThread thread)
    {
        try
        {
            return Do(thread);
        }
        catch (Pkcs11Exception e)
        {
            throw link.Explain(e, thread);
        }
        finally
        {
            Release();
        }
    }

    protected abstract T Do(CallThread thread);
}
