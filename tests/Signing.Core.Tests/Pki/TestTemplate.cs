using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Tests.Pki;

/// <summary>What a certificate for a test is to say. Without anything set: an end entity for documents, valid 2025 to 2035.</summary>
internal sealed record TestTemplate(string CommonName)
{
    internal DateTimeOffset NotBefore { get; init; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal DateTimeOffset NotAfter { get; init; } = new(2035, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal X509KeyUsageFlags? KeyUsage { get; init; } = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    internal string[]? ExtendedKeyUsage { get; init; }

    internal bool IsExtendedKeyUsageCritical { get; init; }

    internal int? PathLength { get; init; }

    internal bool IsAuthority { get; init; }

    internal HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    internal string? Ocsp { get; init; }

    internal string? Crl { get; init; }

    /// <summary>Where its issuer's certificate is published.</summary>
    internal IReadOnlyList<string> Issuers { get; init; } = [];

    internal bool HasOcspNoCheck { get; init; }

    internal IReadOnlyList<X509Extension> Further { get; init; } = [];

    internal static TestTemplate Authority(string commonName) => new(commonName)
    {
        IsAuthority = true,
        KeyUsage = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
    };

    internal static TestTemplate Responder(string commonName) => new(commonName)
    {
        KeyUsage = X509KeyUsageFlags.DigitalSignature,
        ExtendedKeyUsage = ["1.3.6.1.5.5.7.3.9"],
        HasOcspNoCheck = true,
    };

    internal static TestTemplate TimeStamping(string commonName) => new(commonName)
    {
        ExtendedKeyUsage = ["1.3.6.1.5.5.7.3.8"],
        IsExtendedKeyUsageCritical = true,
    };
}
