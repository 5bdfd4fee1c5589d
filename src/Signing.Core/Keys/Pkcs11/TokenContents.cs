using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>What a token shows: its certificates, and the mechanisms it has.</summary>
internal sealed record TokenContents(IReadOnlyList<TokenCertificate> Certificates, IReadOnlySet<CKM> Mechanisms)
{
    internal static TokenContents Read(Cryptoki.Slot slot, Cryptoki.Session session)
    {
        List<TokenCertificate> certificates = [];
        foreach (ulong handle in session.Find(CKO.CKO_CERTIFICATE, (CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509)))
        {
            if (session.Read(handle, CKA.CKA_VALUE, CKA.CKA_ID) is [{ Length: > 0 } der, var id] && Parse(der) is { } certificate)
            {
                certificates.Add(new TokenCertificate(id ?? [], certificate));
            }
        }
        return new TokenContents(certificates, slot.Mechanisms());
    }

    /// <summary>The key of a certificate as it can be known without a login.</summary>
    /// <returns><see langword="null"/> when the token lacks the certificate, or the key is of a kind that can't sign documents.</returns>
    internal (X509Certificate2 Certificate, KeyReference Key)? Find(string thumbprint)
    {
        // One certificate may stand there several times, under the IDs of other keys too.
        List<TokenCertificate> found = [.. Certificates.Where(candidate => Thumbprint.Of(candidate.Certificate) == thumbprint)];
        return found is [TokenCertificate first, ..] && SignerPublicKey.Of(first.Certificate) is { } publicKey
            ? (first.Certificate, new KeyReference(thumbprint, [.. found.Select(static candidate => candidate.Id).Where(static id => id.Length > 0)], publicKey))
            : null;
    }

    // What can't be read is no certificate of ours; it must not hide the others.
    private static X509Certificate2? Parse(byte[] der)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
