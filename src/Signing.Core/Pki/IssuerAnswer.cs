namespace Signing.Core.Pki;

/// <summary>What an address gave that was to have an issuer's certificate.</summary>
/// <param name="Certificates">All that came; none of them is trusted.</param>
/// <param name="Detail">Why none came; empty where some did.</param>
internal sealed record IssuerAnswer(IReadOnlyList<Certificate> Certificates, string Detail);
