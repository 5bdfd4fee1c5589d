using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Signing.Fuzz.Seeds;

/// <summary>Makes the same RSA key from the same word: a saved input must mean the same in the next run.</summary>
internal static class SeedKey
{
    internal static RSA Make(string word)
    {
        var numbers = new DigestRandomGenerator(new Sha256Digest());
        numbers.AddSeedMaterial(System.Text.Encoding.ASCII.GetBytes(word));
        var generator = new RsaKeyPairGenerator();
        generator.Init(new RsaKeyGenerationParameters(BigInteger.ValueOf(65537), new SecureRandom(numbers), 2048, 64));
        AsymmetricCipherKeyPair pair = generator.GenerateKeyPair();
        return RSA.Create(DotNetUtilities.ToRSAParameters((RsaPrivateCrtKeyParameters)pair.Private));
    }
}
