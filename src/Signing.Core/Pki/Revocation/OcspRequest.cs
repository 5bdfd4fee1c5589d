using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Signing.Core.Pki.Revocation;

/// <summary>A question to an OCSP responder about one certificate (RFC 6960, 4.1.1).</summary>
internal static class OcspRequest
{
    internal const string MediaType = "application/ocsp-request";
    internal const string AnswerMediaType = "application/ocsp-response";

    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 2);

    /// <summary>Builds a request in DER.</summary>
    /// <param name="certificate">Whose status.</param>
    /// <param name="issuer">Its issuer.</param>
    /// <param name="nonce">1 to 128 octets that an answer made for this request repeats (RFC 9654, 2.1).</param>
    internal static byte[] Build(Certificate certificate, Certificate issuer, ReadOnlySpan<byte> nonce)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, initialCapacity: 160);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                WriteId(writer, certificate, issuer);
            }
            using (writer.PushSequence(ExtensionsTag))
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.OcspNonce);
                using (writer.PushOctetString())
                {
                    writer.WriteOctetString(nonce);
                }
            }
        }
        return writer.Encode();
    }

    // SHA-1, because it is the one hash that every responder answers to (RFC 5019, 2.1.1); it names, it does not prove.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "It names an issuer, it does not prove anything.")]
    private static void WriteId(AsnWriter writer, Certificate certificate, Certificate issuer)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.Sha1);
                writer.WriteNull();
            }
            writer.WriteOctetString(SHA1.HashData(certificate.Issuer.Der.Span));
            writer.WriteOctetString(KeyIdentity.Sha1(issuer));
            writer.WriteInteger(certificate.Serial.Span);
        }
    }
}
