using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Signing.Core.Pki.Revocation;

/// <summary>How OCSP names keys: by the hash of the bits in subjectPublicKey, without tag, length and unused bits (RFC 6960, 4.1.1).</summary>
internal static class KeyIdentity
{
    internal static ReadOnlyMemory<byte> KeyBits(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        AsnReader fields = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence();
        fields.ReadEncodedValue();
        return fields.ReadBitString(out _);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "It names a key, it does not prove anything.")]
    internal static byte[] Sha1(Certificate certificate) => SHA1.HashData(KeyBits(certificate.SubjectPublicKeyInfo).Span);
}
