using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>One signature.</summary>
/// <param name="link">The token.</param>
/// <param name="key">The key.</param>
/// <param name="mechanism">How.</param>
/// <param name="input">What C_Sign takes.</param>
internal class SignCall(TokenLink link, KeyReference key, SigningMechanism mechanism, byte[] input) : LinkCall<byte[]>(link)
{
    protected SigningMechanism Mechanism => mechanism;

    protected byte[] Input => input;

    protected sealed override byte[] Do(CallThread thread)
    {
        TokenSession session = Link.SessionOf(thread);
        try
        {
            return Sign(session.Native, Link.HandleOf(session, key));
        }
        catch (Pkcs11Exception e) when (e.RV is CKR.CKR_KEY_HANDLE_INVALID or CKR.CKR_OBJECT_HANDLE_INVALID && e.Method is "C_SignInit")
        {
            session.Forget(key);
            return Sign(session.Native, Link.HandleOf(session, key));
        }
    }

    protected virtual byte[] Sign(Cryptoki.Session session, ulong handle) => session.Sign(mechanism, handle, input);
}
