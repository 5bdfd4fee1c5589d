using System.Security.Cryptography;
using System.Text.Json;

namespace Signing.CertsDev.Declaration;

/// <summary>What pki.json declares.</summary>
/// <param name="Policy">The object identifier of the certificate policy, and of the time-stamp policy.</param>
/// <param name="Certificates">The certificates in the order in which they are issued.</param>
internal sealed record PkiDeclaration(string Policy, IReadOnlyList<CertificateDeclaration> Certificates)
{
    private static readonly Lazy<(PkiDeclaration Declaration, string Sha256)> Embedded = new(Read);

    internal static PkiDeclaration Default => Embedded.Value.Declaration;

    /// <summary>Tells a PKI on disk that was made from another declaration.</summary>
    internal static string DefaultSha256 => Embedded.Value.Sha256;

    /// <summary>What answers OCSP requests for an authority's certificates; null where nothing does.</summary>
    internal CertificateDeclaration? FindResponder(string authority) =>
        Certificates.FirstOrDefault(declared => declared.For == CertificatePurpose.Ocsp && declared.Issuer == authority);

    private static (PkiDeclaration, string) Read()
    {
        using Stream stream = typeof(PkiDeclaration).Assembly.GetManifestResourceStream("pki.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        PkiDeclaration declaration = JsonSerializer.Deserialize(bytes.ToArray(), DeclarationJson.Default.PkiDeclaration)!;
        return (declaration, Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())));
    }
}
