using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Tests.Keys;

/// <summary>Verifies a signature value by .NET.</summary>
internal static class SignatureCheck
{
    internal static bool Verifies(X509Certificate2 certificate, SignatureAlgorithm algorithm, byte[] data, byte[] value)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
        {
            return rsa.VerifyData(data, value, algorithm.Hash, algorithm.Scheme is SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        }
        using ECDsa ec = certificate.GetECDsaPublicKey()!;
        return ec.VerifyData(data, value, algorithm.Hash, DSASignatureFormat.Rfc3279DerSequence);
    }
}
