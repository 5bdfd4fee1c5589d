using Signing.Core.Verification.Reports;

namespace Signing.Api.Endpoints;

/// <summary>A key that can be asked for by its name or its thumbprint.</summary>
public sealed record KeyEntry
{
    /// <summary>The configured name.</summary>
    public required string Name { get; init; }

    /// <summary>The SHA-256 of the certificate, lower-case hex.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>What the key can make, for example <c>RSA-PSS-SHA-256</c>.</summary>
    public required IReadOnlyList<string> Algorithms { get; init; }

    /// <summary>Whether it signs where no key is asked for.</summary>
    public required bool Default { get; init; }

    /// <summary>The signer's certificate.</summary>
    public required CertificateReport Certificate { get; init; }

    /// <summary>The certificates above it, nearest first, as base64 DER.</summary>
    public required IReadOnlyList<string> Chain { get; init; }
}
