using System.Security.Cryptography.X509Certificates;
using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;
using NativeULong = ulong;

namespace Signing.Benchmarks;

/// <summary>The limit: a plain loop over <c>C_SignInit</c> and <c>C_Sign</c> in one session (64-bit Unix). The login is the library's, per process.</summary>
internal sealed class RawToken : IDisposable
{
    private readonly Pkcs11Library _module;
    private readonly NativeULong _session;
    private readonly NativeULong _key;
    private readonly byte[] _signature = new byte[1024];

    private RawToken(Pkcs11Library module, NativeULong session, NativeULong key)
    {
        _module = module;
        _session = session;
        _key = key;
    }

    internal static RawToken Open(string modulePath, string label, X509Certificate2 certificate)
    {
        var module = new Pkcs11Library(modulePath);
        NativeULong count = 0;
        Check(module.C_GetSlotList(true, null, ref count));
        NativeULong[] slots = new NativeULong[count];
        Check(module.C_GetSlotList(true, slots, ref count));
        NativeULong slot = slots.First(candidate =>
        {
            var info = new CK_TOKEN_INFO();
            Check(module.C_GetTokenInfo(candidate, ref info));
            return Encoding.UTF8.GetString(info.Label).TrimEnd() == label;
        });
        NativeULong session = 0;
        Check(module.C_OpenSession(slot, CKF.CKF_SERIAL_SESSION, IntPtr.Zero, IntPtr.Zero, ref session));

        byte[] modulus = certificate.GetRSAPublicKey()!.ExportParameters(false).Modulus!;
        CK_ATTRIBUTE[] template = [CkaUtils.CreateAttribute(CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY), CkaUtils.CreateAttribute(CKA.CKA_MODULUS, modulus)];
        Check(module.C_FindObjectsInit(session, template, (NativeULong)template.Length));
        NativeULong[] found = new NativeULong[1];
        NativeULong number = 0;
        Check(module.C_FindObjects(session, found, 1, ref number));
        Check(module.C_FindObjectsFinal(session));
        return number == 1 ? new RawToken(module, session, found[0]) : throw new InvalidOperationException("The key is not on the token.");
    }

    internal void Sign(byte[] data)
    {
        CK_MECHANISM mechanism = CkmUtils.CreateMechanism(CKM.CKM_SHA256_RSA_PKCS);
        Check(_module.C_SignInit(_session, ref mechanism, _key));
        NativeULong length = (NativeULong)_signature.Length;
        Check(_module.C_Sign(_session, data, (NativeULong)data.Length, _signature, ref length));
    }

    // The module stays: the library has it open.
    public void Dispose() => _module.C_CloseSession(_session);

    private static void Check(CKR result)
    {
        if (result != CKR.CKR_OK)
        {
            throw new InvalidOperationException(result.ToString());
        }
    }
}
