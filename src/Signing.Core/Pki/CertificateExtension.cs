namespace Signing.Core.Pki;

/// <summary>One extension of a certificate or CRL (RFC 5280, 4.1.2.9).</summary>
/// <param name="Oid">Which extension.</param>
/// <param name="IsCritical">Whether one who does not know it must refuse.</param>
/// <param name="Value">The DER inside extnValue.</param>
internal sealed record CertificateExtension(string Oid, bool IsCritical, ReadOnlyMemory<byte> Value);
