using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1.X509;
using Signing.Core.Keys;

namespace Signing.Core.Pki.Authorities;

/// <summary>
/// The private key that an authority signs certificates, revocation lists, OCSP answers or time-stamps with.
/// An authority uses its key from several threads at once.
/// </summary>
public abstract class AuthorityKey
{
    private protected AuthorityKey(SignatureAlgorithm algorithm, ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        Algorithm = algorithm;
        SubjectPublicKeyInfo = subjectPublicKeyInfo;
        Identifier = AlgorithmIdentifiers.Of(algorithm);
    }

    /// <summary>The algorithm of everything that the authority signs, where nothing else is asked for.</summary>
    public SignatureAlgorithm Algorithm { get; }

    /// <summary>The public key as DER <c>SubjectPublicKeyInfo</c> (RFC 5280, 4.1).</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    internal AlgorithmIdentifier Identifier { get; }

    /// <summary>An RSA key in memory, a file or the machine's key store.</summary>
    /// <param name="key">The key with its private part. It stays the caller's, who disposes of it after the authority.</param>
    /// <param name="hash">The hash of the signatures; SHA-256 by default.</param>
    /// <param name="padding">RSASSA-PKCS1-v1_5 (the default) or RSASSA-PSS.</param>
    public static AuthorityKey FromPrivateKey(RSA key, HashAlgorithmName? hash = null, RSASignaturePadding? padding = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        SignatureScheme scheme = padding == RSASignaturePadding.Pss ? SignatureScheme.RsaPss : SignatureScheme.RsaPkcs1;
        return new PrivateAuthorityKey(key, new SignatureAlgorithm(scheme, hash ?? HashAlgorithmName.SHA256));
    }

    /// <summary>An elliptic-curve key in memory, a file or the machine's key store.</summary>
    /// <param name="key">The key with its private part. It stays the caller's, who disposes of it after the authority.</param>
    /// <param name="hash">The hash of the signatures; SHA-256 by default.</param>
    public static AuthorityKey FromPrivateKey(ECDsa key, HashAlgorithmName? hash = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new PrivateAuthorityKey(key, new SignatureAlgorithm(SignatureScheme.Ecdsa, hash ?? HashAlgorithmName.SHA256));
    }

    /// <summary>A key on a token, or of any other kind that documents are signed with.</summary>
    /// <param name="key">The key. It stays the caller's, who closes it after the authority.</param>
    /// <param name="algorithm">One of the key's algorithms; null takes the one that it prefers.</param>
    public static AuthorityKey FromSigningKey(SigningKey key, SignatureAlgorithm? algorithm = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new SigningAuthorityKey(key, algorithm ?? key.Algorithms[0]);
    }

    /// <exception cref="ArgumentException">The certificate holds another key.</exception>
    internal void EnsureBelongsTo(X509Certificate2 certificate)
    {
        if (!certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(SubjectPublicKeyInfo.Span))
        {
            throw new ArgumentException($"The key is not the one of the certificate '{certificate.Subject}'.");
        }
    }

    internal abstract ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, SignatureAlgorithm algorithm, CancellationToken cancellationToken);
}
