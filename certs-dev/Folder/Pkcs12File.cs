using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signing.CertsDev.Folder;

/// <summary>Identities as PKCS#12 (RFC 7292): key, certificate and chain.</summary>
internal static class Pkcs12File
{
    // The passwords are random and long: nothing is gained by making their derivation slow.
    private static readonly PbeParameters Protection = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 2048);

    internal static byte[] Encode(DevIdentity identity, string password)
    {
        using X509Certificate2 leaf = identity.WithPrivateKey();
        X509Certificate2Collection all = [leaf, .. identity.Chain];
        return all.ExportPkcs12(Protection, password);
    }

    /// <returns>The certificate without its key, and the key.</returns>
    internal static (X509Certificate2 Certificate, AsymmetricAlgorithm Key) Decode(byte[] file, string password)
    {
        // Keys stay out of key stores, except on macOS, which cannot do without.
        X509KeyStorageFlags flags = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.Exportable : X509KeyStorageFlags.Exportable | X509KeyStorageFlags.EphemeralKeySet;
        using X509Certificate2 leaf = X509CertificateLoader.LoadPkcs12(file, password, flags);
        AsymmetricAlgorithm? key = (AsymmetricAlgorithm?)leaf.GetRSAPrivateKey() ?? leaf.GetECDsaPrivateKey();
        return (X509CertificateLoader.LoadCertificate(leaf.RawData), key ?? throw new CryptographicException("The PKCS#12 file holds no key."));
    }
}
