using System.Formats.Asn1;
using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// Finds the private key of a certificate: by CKA_ID, then by the public key. Labels prove nothing: they are missing,
/// doubled, or differ between key and certificate on tokens in use.
/// </summary>
internal static class KeyLocator
{
    /// <summary>CKK_EC_EDWARDS of PKCS#11 v3.0.</summary>
    private const CKK Edwards = (CKK)0x40;

    internal static ulong? FindPrivateKey(Cryptoki.Session session, KeyReference key)
    {
        CKK type = TypeOf(key.PublicKey);
        List<ulong> byId = [.. key.Ids.SelectMany(id => session.Find(CKO.CKO_PRIVATE_KEY, (CKA.CKA_KEY_TYPE, type), (CKA.CKA_ID, id)))];
        if (Best(session, byId, key.PublicKey) is { } found)
        {
            return found;
        }
        return key.PublicKey.IsRsa
            ? session.Find(CKO.CKO_PRIVATE_KEY, (CKA.CKA_KEY_TYPE, type))
                .Where(handle => Matches(session, handle, key.PublicKey) is true).Select(static handle => (ulong?)handle).FirstOrDefault()
            : FindByPoint(session, key.PublicKey, type);
    }

    /// <summary>Whether each use of the key wants the PIN.</summary>
    internal static bool AlwaysAuthenticates(Cryptoki.Session session, ulong handle) =>
        session.Read(handle, CKA.CKA_ALWAYS_AUTHENTICATE) is [[not 0, ..]];

    // One that surely is the key's, else one of which nothing says that it isn't.
    private static ulong? Best(Cryptoki.Session session, List<ulong> handles, SignerPublicKey key)
    {
        ulong? possible = null;
        foreach (ulong handle in handles)
        {
            switch (Matches(session, handle, key))
            {
                case true:
                    return handle;
                case null:
                    possible ??= handle;
                    break;
            }
        }
        return possible;
    }

    private static bool? Matches(Cryptoki.Session session, ulong handle, SignerPublicKey key)
    {
        if (key.IsRsa)
        {
            return session.Read(handle, CKA.CKA_MODULUS) is [{ Length: > 0 } modulus]
                ? modulus.AsSpan().TrimStart((byte)0).SequenceEqual(key.Value)
                : null;
        }
        byte[]?[] shown = session.Read(handle, CKA.CKA_EC_PARAMS, CKA.CKA_ID);
        if (shown[0] is { Length: > 0 } curve && key.Parameters.Length > 0 && !curve.AsSpan().SequenceEqual(key.Parameters))
        {
            return false;
        }
        // A private key on a curve doesn't show its point: the public key object of the same CKA_ID does.
        return shown[1] is not { Length: > 0 } id ? null
            : Points(session, key, (CKA.CKA_ID, id)) is { Count: > 0 } points ? points.Exists(point => IsPoint(point.Value, key.Value))
            : null;
    }

    // The public key object shows the point, and its CKA_ID leads to the private key. Without one, a single key on the curve is it.
    private static ulong? FindByPoint(Cryptoki.Session session, SignerPublicKey key, CKK type)
    {
        foreach ((byte[] point, byte[] id) in Points(session, key))
        {
            if (IsPoint(point, key.Value) && id.Length > 0 && session.Find(CKO.CKO_PRIVATE_KEY, (CKA.CKA_KEY_TYPE, type), (CKA.CKA_ID, id)) is [ulong found, ..])
            {
                return found;
            }
        }
        List<ulong> possible = session.Find(CKO.CKO_PRIVATE_KEY, (CKA.CKA_KEY_TYPE, type))
            .FindAll(handle => Matches(session, handle, key) is not false && !HasCertificate(session, handle));
        return possible is [ulong only] ? only : null;
    }

    private static List<(byte[] Value, byte[] Id)> Points(Cryptoki.Session session, SignerPublicKey key, params ReadOnlySpan<(CKA, object)> attributes)
    {
        List<(byte[], byte[])> points = [];
        foreach (ulong handle in session.Find(CKO.CKO_PUBLIC_KEY, [(CKA.CKA_KEY_TYPE, TypeOf(key)), .. attributes]))
        {
            if (session.Read(handle, CKA.CKA_EC_POINT, CKA.CKA_ID) is [{ } point, var id])
            {
                points.Add((point, id ?? []));
            }
        }
        return points;
    }

    // It was looked for by the CKA_ID of the wanted certificate already: this is another's.
    private static bool HasCertificate(Cryptoki.Session session, ulong handle) =>
        session.Read(handle, CKA.CKA_ID) is [{ Length: > 0 } id] && session.Find(CKO.CKO_CERTIFICATE, (CKA.CKA_ID, id)).Count > 0;

    // PKCS#11 v2.40, 2.3.3 wants the point in an OCTET STRING; some tokens leave that out.
    private static bool IsPoint(byte[] attribute, byte[] point) =>
        attribute.AsSpan().SequenceEqual(point)
        || (AsnDecoder.TryReadPrimitiveOctetString(attribute, AsnEncodingRules.BER, out ReadOnlySpan<byte> inner, out _) && inner.SequenceEqual(point));

    private static CKK TypeOf(SignerPublicKey key) => key.Scheme switch
    {
        SignatureScheme.Ecdsa => CKK.CKK_EC,
        SignatureScheme.Ed25519 => Edwards,
        _ => CKK.CKK_RSA,
    };
}
