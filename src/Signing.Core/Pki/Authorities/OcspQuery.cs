using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;

namespace Signing.Core.Pki.Authorities;

/// <summary>What an OCSP request asks (RFC 6960, 4.1). A signature on the request is not asked for and not looked at.</summary>
/// <param name="Certificates">The certificates, as the request names them.</param>
/// <param name="Nonce">The nonce extension as it came; null without one.</param>
internal sealed record OcspQuery(IReadOnlyList<CertID> Certificates, X509Extension? Nonce)
{
    /// <returns>The request; null where it is malformed, asks for nothing or too much, or holds a critical extension that is not understood.</returns>
    internal static OcspQuery? Parse(ReadOnlyMemory<byte> request, int maxCertificates, int maxNonceBytes)
    {
        try
        {
            TbsRequest tbs = OcspRequest.GetInstance(Der.Parse(request)).TbsRequest;
            if (tbs.Version.IntValueExact != 0 || tbs.RequestList.Count is 0 || tbs.RequestList.Count > maxCertificates)
            {
                return null;
            }
            CertID[] certificates = [.. tbs.RequestList.Select(entry => Request.GetInstance(entry).ReqCert)];
            X509Extension? nonce = tbs.RequestExtensions?.GetExtension(OcspObjectIdentifiers.PkixOcspNonce);
            bool unknownDemand = tbs.RequestExtensions is { } extensions
                && extensions.GetCriticalExtensionOids().Any(oid => !oid.Equals(OcspObjectIdentifiers.PkixOcspNonce));
            return unknownDemand || !IsAcceptable(nonce, maxNonceBytes) ? null : new OcspQuery(certificates, nonce);
        }
        catch (Exception malformed) when (Der.IsMalformed(malformed))
        {
            return null;
        }
    }

    // RFC 9654, 2.1: a nonce of no or of more than 128 octets is a malformed request.
    private static bool IsAcceptable(X509Extension? nonce, int maxBytes) =>
        nonce is null || Asn1OctetString.GetInstance(nonce.GetParsedValue()).GetOctetsLength() is var length && length > 0 && length <= maxBytes;
}
