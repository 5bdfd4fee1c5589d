namespace Signing.Core.Verification.Reports;

/// <summary>The signer's certificate path and its revocation status.</summary>
public sealed record TrustReport
{
    /// <summary>What it comes to.</summary>
    public required TrustStatus Status { get; init; }

    /// <summary>The trust domain whose anchor was reached.</summary>
    public string? Domain { get; init; }

    /// <summary>The path, the signer first; as far as it was found.</summary>
    public required IReadOnlyList<ChainCertificateReport> Chain { get; init; }

    /// <summary>The proof for each certificate of the path.</summary>
    public required IReadOnlyList<RevocationReport> Revocation { get; init; }
}
