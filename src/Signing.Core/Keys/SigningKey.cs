using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Keys;

/// <summary>
/// The one seam between signing and a private key, wherever it is: a token, a file, a remote service. A kind of key is
/// one subclass. Keys are safe to use from many threads at once.
/// </summary>
public abstract class SigningKey
{
    /// <summary>The certificate of the key. It belongs to the key: don't dispose it.</summary>
    public abstract X509Certificate2 Certificate { get; }

    /// <summary>The issuers that are known where the key is kept, nearest first, without <see cref="Certificate"/>; may be empty.</summary>
    public abstract IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>What the key can make, the preferred one first.</summary>
    public abstract IReadOnlyList<SignatureAlgorithm> Algorithms { get; }

    /// <summary>Whether every single signature asks for the PIN anew (PKCS#11 v2.40, CKA_ALWAYS_AUTHENTICATE).</summary>
    public abstract bool RequiresPinPerSignature { get; }

    /// <summary>The SHA-256 of the certificate's DER, in lower-case hexadecimal.</summary>
    public string Thumbprint => Keys.Thumbprint.Of(Certificate);

    /// <summary>Signs data.</summary>
    /// <param name="data">The data itself, never its digest.</param>
    /// <param name="algorithm">One of <see cref="Algorithms"/>.</param>
    /// <param name="cancellationToken">Gives up waiting. A call that already runs inside a token can't be stopped; its result is dropped.</param>
    /// <returns>
    /// The signature value as CMS carries it: for RSA as long as the modulus, for ECDSA the DER SEQUENCE of r and s
    /// (RFC 3279, 2.2.3), for Ed25519 64 bytes. It is not verified here.
    /// </returns>
    /// <exception cref="SigningException">
    /// <c>key.algorithm</c>; for a token <c>token.absent</c>, <c>token.busy</c>, <c>token.pin_wrong</c>,
    /// <c>token.pin_locked</c>, <c>token.timeout</c>, <c>token.failed</c>.
    /// </exception>
    public abstract ValueTask<byte[]> SignDataAsync(ReadOnlyMemory<byte> data, SignatureAlgorithm algorithm, CancellationToken cancellationToken = default);
}
