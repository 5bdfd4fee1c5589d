using Signing.Core.Cms;
using Signing.Core.Pki;

namespace Signing.Core.Verification;

/// <summary>Finds the certificate that a signer names (EN 319 102-1, 5.2.3).</summary>
internal static class SignerCertificates
{
    /// <param name="signer">The signer.</param>
    /// <param name="pool">Certificates from anywhere in the document, the signer's own structure first.</param>
    /// <returns>The certificate that the signed attributes mean, else one that bears the name; null where there is none.</returns>
    internal static Certificate? Find(CmsSignerInfo signer, IReadOnlyCollection<Certificate> pool)
    {
        ReadOnlyMemory<byte>? named = signer.FindCertificate(signer.SignedData.Certificates.Concat(pool.Select(static certificate => certificate.Der)));
        return named is { } der
            ? pool.FirstOrDefault(certificate => certificate.Der.Span.SequenceEqual(der.Span)) ?? Certificate.TryParse(der)
            : null;
    }
}
