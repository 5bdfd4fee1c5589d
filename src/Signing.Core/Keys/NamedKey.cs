using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Keys;

/// <summary>A key of a <see cref="KeyRing"/> as it is listed: what can be known of it without logging in.</summary>
/// <param name="Name">Its configured name.</param>
/// <param name="Thumbprint">SHA-256 of the certificate's DER, lower-case hexadecimal.</param>
/// <param name="Algorithms">What it can make, the preferred one first.</param>
/// <param name="IsDefault">Whether it signs when no key is asked for.</param>
/// <param name="Certificate">Its certificate; it belongs to the key ring.</param>
/// <param name="Chain">The issuers known where the key is kept, nearest first.</param>
public sealed record NamedKey(
    string Name,
    string Thumbprint,
    IReadOnlyList<SignatureAlgorithm> Algorithms,
    bool IsDefault,
    X509Certificate2 Certificate,
    IReadOnlyList<X509Certificate2> Chain);
