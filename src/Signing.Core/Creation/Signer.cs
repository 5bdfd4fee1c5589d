using System.Security.Cryptography.X509Certificates;
using Signing.Core.Keys;

namespace Signing.Core.Creation;

/// <summary>Who signs.</summary>
/// <param name="Certificate">The signer's certificate.</param>
/// <param name="Issuers">Certificates that may lead from it to an anchor.</param>
/// <param name="Algorithms">What the key can make; null where the key is elsewhere.</param>
/// <param name="CanSignAgain">Whether a second signature costs nobody a PIN.</param>
internal sealed record Signer(
    X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Issuers, IReadOnlyList<SignatureAlgorithm>? Algorithms, bool CanSignAgain)
{
    internal static Signer With(SigningKey key, SignatureOptions options) =>
        new(key.Certificate, options.Issuers.Count == 0 ? key.Chain : [.. key.Chain, .. options.Issuers], key.Algorithms, !key.RequiresPinPerSignature);

    internal static Signer Elsewhere(X509Certificate2 certificate, SignatureOptions options) =>
        new(certificate, options.Issuers, Algorithms: null, CanSignAgain: false);
}
