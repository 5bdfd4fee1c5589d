using Signing.Core.Keys;

namespace Signing.Core.Pki.Authorities;

/// <summary>An authority's key behind the seam that documents are signed through.</summary>
internal sealed class SigningAuthorityKey(SigningKey key, SignatureAlgorithm algorithm)
    : AuthorityKey(algorithm, key.Certificate.PublicKey.ExportSubjectPublicKeyInfo())
{
    internal override ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, SignatureAlgorithm algorithm, CancellationToken cancellationToken) =>
        key.SignDataAsync(data, algorithm, cancellationToken);
}
