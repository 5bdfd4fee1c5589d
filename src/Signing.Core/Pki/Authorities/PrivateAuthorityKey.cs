using System.Security.Cryptography;

namespace Signing.Core.Pki.Authorities;

/// <summary>An authority's key as a .NET key.</summary>
internal sealed class PrivateAuthorityKey(AsymmetricAlgorithm key, SignatureAlgorithm algorithm)
    : AuthorityKey(algorithm, key.ExportSubjectPublicKeyInfo())
{
    internal override ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, SignatureAlgorithm algorithm, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult((key, algorithm.Scheme) switch
        {
            (RSA rsa, SignatureScheme.RsaPkcs1) => rsa.SignData(data.Span, algorithm.Hash, RSASignaturePadding.Pkcs1),
            (RSA rsa, SignatureScheme.RsaPss) => rsa.SignData(data.Span, algorithm.Hash, RSASignaturePadding.Pss),
            (ECDsa ec, SignatureScheme.Ecdsa) => ec.SignData(data.Span, algorithm.Hash, DSASignatureFormat.Rfc3279DerSequence),
            _ => throw Error.Of(ErrorCodes.KeyAlgorithm, ("algorithm", algorithm), ("algorithms", Algorithm)),
        });
    }
}
