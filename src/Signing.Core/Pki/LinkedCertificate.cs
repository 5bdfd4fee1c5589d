using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Signing.Core.Pki;

/// <summary>
/// A certificate at its place in a path, as BouncyCastle's validator sees it. Its signature is verified by the platform with the
/// key of the certificate above it, and no BouncyCastle key is ever built from a certificate: that costs a primality test each time.
/// Time is not judged here either, but last and by <see cref="PathChecker"/>.
/// </summary>
internal sealed class LinkedCertificate(Certificate certificate, Func<bool> verify) : X509Certificate(certificate.Structure)
{
    // The validator asks for keys only to hand them to Verify, which needs none: any key that costs nothing serves.
    private static readonly X25519PublicKeyParameters NoKey = new(new byte[X25519PublicKeyParameters.KeySize]);

    public override AsymmetricKeyParameter GetPublicKey() => NoKey;

    public override void Verify(AsymmetricKeyParameter key)
    {
        if (!verify())
        {
            throw new InvalidKeyException("signature does not verify");
        }
    }

    public override void CheckValidity(DateTime time)
    {
    }
}
