using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Signing.Core.Cms;
using Xunit;

namespace Signing.Core.Tests.Cms;

public sealed class SignatureVerifierTests
{
    private static readonly byte[] Data = "signed data"u8.ToArray();

    public static TheoryData<string> Algorithms => Samples.Algorithms;

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Verify_EveryAlgorithm_AcceptsTheValueAndNothingElse(string name)
    {
        SignatureAlgorithm algorithm = Samples.AlgorithmsByName[name];
        TestKey key = TestKey.For(algorithm);
        byte[] value = key.Sign(Data, algorithm);
        byte[] other = key.Sign([.. Data, 0], algorithm);

        Assert.True(SignatureVerifier.Verify(key.PublicKey, algorithm, Data, value));
        Assert.False(SignatureVerifier.Verify(key.PublicKey, algorithm, Data, other));
        Assert.False(SignatureVerifier.Verify(key.PublicKey, algorithm, Data, []));
        Assert.False(SignatureVerifier.Verify(key.PublicKey, algorithm, Data, value.AsSpan(1)));
        Assert.False(SignatureVerifier.Verify(key.PublicKey, algorithm, Data, [.. value, 0]));
        Assert.True(value.Length <= SignatureVerifier.MaxSignatureLength(key.PublicKey));
    }

    [Theory]
    [InlineData("RSA-SHA-256")]
    [InlineData("RSA-PSS-SHA-256")]
    [InlineData("ECDSA-SHA-256")]
    public void VerifyHash_Digest_IsTheSameAsData(string name)
    {
        SignatureAlgorithm algorithm = Samples.AlgorithmsByName[name];
        TestKey key = TestKey.For(algorithm);
        byte[] value = key.Sign(Data, algorithm);
        SignatureMethod method = SignatureMethod.From(algorithm);

        Assert.True(SignatureVerifier.VerifyHash(key.PublicKey, method, SHA256.HashData(Data), value));
        Assert.False(SignatureVerifier.VerifyHash(key.PublicKey, method, new byte[32], value));
        Assert.Null(SignatureVerifier.VerifyHash(key.PublicKey, method, new byte[20], value));
    }

    [Fact]
    public void VerifyHash_Ed25519_IsNotPossible() =>
        Assert.Null(SignatureVerifier.VerifyHash(TestKey.Ed25519.PublicKey, SignatureMethod.From(SignatureAlgorithm.Ed25519), new byte[64], new byte[64]));

    [Theory]
    [InlineData("RSA-SHA-256", "ECDSA-SHA-256")]
    [InlineData("RSA-PSS-SHA-256", "ECDSA-SHA-256")]
    [InlineData("ECDSA-SHA-256", "RSA-SHA-256")]
    [InlineData("ECDSA-SHA-256", "Ed25519")]
    [InlineData("Ed25519", "ECDSA-SHA-256")]
    [InlineData("Ed25519", "RSA-SHA-256")]
    public void Verify_KeyOfAnotherKind_IsNotComputed(string algorithm, string keyOf) =>
        Assert.Null(SignatureVerifier.Verify(TestKey.For(Samples.AlgorithmsByName[keyOf]).PublicKey, Samples.AlgorithmsByName[algorithm], Data, new byte[64]));

    [Fact]
    public void Verify_SchemesOfOneKey_AreNotMixed()
    {
        byte[] pss = TestKey.Rsa.Sign(Data, SignatureAlgorithm.RsaPssSha256);
        byte[] pkcs1 = TestKey.Rsa.Sign(Data, SignatureAlgorithm.RsaPkcs1Sha256);

        Assert.False(SignatureVerifier.Verify(TestKey.Rsa.PublicKey, SignatureAlgorithm.RsaPkcs1Sha256, Data, pss));
        Assert.False(SignatureVerifier.Verify(TestKey.Rsa.PublicKey, SignatureAlgorithm.RsaPssSha256, Data, pkcs1));
        Assert.False(SignatureVerifier.Verify(TestKey.Rsa.PublicKey, SignatureAlgorithm.RsaPkcs1Sha512, Data, pkcs1));
    }

    // How a value for a given r and s is encoded, and whether it may be.
    [Theory]
    [InlineData("as it should be", true)]
    [InlineData("r without its leading zero", false)]
    [InlineData("r with a needless zero", false)]
    [InlineData("length in long form", false)]
    [InlineData("indefinite length", false)]
    [InlineData("a byte after it", false)]
    [InlineData("a third integer", false)]
    [InlineData("r negative", false)]
    [InlineData("r zero", false)]
    [InlineData("s zero", false)]
    [InlineData("both zero", false)]
    [InlineData("r plus the order", false)]
    [InlineData("s plus the order", false)]
    [InlineData("s negated, which also verifies", true)]
    [InlineData("plain, not DER", false)]
    public void Verify_EcdsaEncodings_AreStrict(string how, bool expected)
    {
        BigInteger order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, null);
        (BigInteger r, BigInteger s) = SignUntilRIsLong();
        byte[] value = how switch
        {
            "as it should be" => Pair(r, s),
            "r without its leading zero" => Raw(r.ToByteArray(isUnsigned: true, isBigEndian: true), Bytes(s)),
            "r with a needless zero" => Raw([0, .. Bytes(r)], Bytes(s)),
            "length in long form" => [0x30, 0x81, .. Pair(r, s)[1..]],
            "indefinite length" => [0x30, 0x80, .. Pair(r, s)[2..], 0, 0],
            "a byte after it" => [.. Pair(r, s), 0],
            "a third integer" => Sequence([.. Pair(r, s)[2..], 0x02, 0x01, 0x01]),
            "r negative" => Pair(r - order, s),
            "r zero" => Pair(0, s),
            "s zero" => Pair(r, 0),
            "both zero" => Pair(0, 0),
            "r plus the order" => Pair(r + order, s),
            "s plus the order" => Pair(r, s + order),
            "s negated, which also verifies" => Pair(r, order - s),
            _ => [.. r.ToByteArray(isUnsigned: true, isBigEndian: true), .. Bytes(s)],
        };

        Assert.Equal(expected, SignatureVerifier.Verify(TestKey.P256.PublicKey, SignatureAlgorithm.EcdsaSha256, Data, value));
    }

    // What a forger writes below the exponent instead of the one right padding (RFC 8017, 9.2).
    [Theory]
    [InlineData("as it should be", true)]
    [InlineData("digest info without NULL", false)]
    [InlineData("digest info with long length", false)]
    [InlineData("short padding and garbage after", false)]
    [InlineData("garbage inside the padding", false)]
    [InlineData("block type 2", false)]
    [InlineData("no leading zero", false)]
    [InlineData("another hash named", false)]
    [InlineData("digest alone", false)]
    public void Verify_RsaPaddings_AreStrict(string how, bool expected)
    {
        using RSA rsa = RSA.Create(2048);
        byte[] digest = SHA256.HashData(Data);
        byte[] info = [.. Convert.FromHexString("3031300D060960864801650304020105000420"), .. digest];
        byte[] withoutNull = [.. Convert.FromHexString("302F300B0609608648016503040201" + "0420"), .. digest];
        byte[] longLength = [.. Convert.FromHexString("308131300D060960864801650304020105000420"), .. digest];
        byte[] otherHash = [.. Convert.FromHexString("3031300D060960864801650304020205000420"), .. digest];
        byte[] block = how switch
        {
            "as it should be" => Block(info),
            "digest info without NULL" => Block(withoutNull),
            "digest info with long length" => Block(longLength),
            "short padding and garbage after" => [0, 1, .. Filled(8, 0xFF), 0, .. info, .. Filled(256 - 11 - info.Length, 0x5A)],
            "garbage inside the padding" => [0, 1, .. Filled(100, 0xFF), 0x7F, .. Filled(256 - 104 - info.Length, 0xFF), 0, .. info],
            "block type 2" => [0, 2, .. Block(info)[2..]],
            "no leading zero" => [1, .. Block(info)[1..]],
            "another hash named" => Block(otherHash),
            _ => Block(digest),
        };

        Assert.Equal(expected, SignatureVerifier.Verify(rsa.ExportSubjectPublicKeyInfo(), SignatureAlgorithm.RsaPkcs1Sha256, Data, RawRsa(rsa, block)));
    }

    [Theory]
    [InlineData("sha256", "sha256", "digest")]
    [InlineData("sha256", "sha256", "20")]
    [InlineData("sha256", "sha256", "0")]
    [InlineData("sha256", "sha1", "20")]
    [InlineData("sha512", "sha256", "64")]
    [InlineData("sha1", "sha1", "20")]
    [InlineData("sha384", "sha384", "max")]
    public void Verify_PssOfOpenSsl_WithAnySaltAndMask(string hash, string mask, string salt)
    {
        using var openssl = new OpenSsl();
        openssl.Write("content", Samples.Content);
        openssl.Succeed("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=PSS", "-days", "30");
        openssl.Succeed("cms", "-sign", "-binary", "-in", "content", "-signer", "cert.pem", "-inkey", "key.pem", "-md", hash,
            "-keyopt", "rsa_padding_mode:pss", "-keyopt", $"rsa_pss_saltlen:{salt}", "-keyopt", $"rsa_mgf1_md:{mask}", "-outform", "DER", "-out", "cms.der");
        CmsSignedData cms = CmsSignedData.Parse(openssl.Read("cms.der"));
        CmsSignerInfo signer = cms.Signers[0];
        byte[] digest = CryptographicOperations.HashData(signer.Digest!.Value, Samples.Content);

        CmsCheck check = signer.Check(digest, cms.Certificates[0]);

        Assert.Equal((CmsFindings.SigningCertificateMissing, true), (check.Findings, check.Intact));
        byte[] changed = signer.SignatureValue.ToArray();
        changed[^1] ^= 1;
        Assert.False(SignatureVerifier.Verify(CertificateFields.Parse(cms.Certificates[0]).SubjectPublicKeyInfo.Span, signer.Method!, signer.SignedAttributesDer!.Value.Span, changed));
    }

    [Fact]
    public void Verify_PssOfAllOnes_IsFalseNotAnException()
    {
        SignatureMethod method = new(SignatureFamily.RsaPss, HashAlgorithmName.SHA256, HashAlgorithmName.SHA1, 20);

        Assert.False(SignatureVerifier.Verify(TestKey.Rsa.PublicKey, method, Data, Filled(256, 0xFF)));
        Assert.False(SignatureVerifier.Verify(TestKey.Rsa.PublicKey, method, Data, []));
        Assert.False(SignatureVerifier.Verify(TestKey.Rsa.PublicKey, method, Data, new byte[256]));
        Assert.False(SignatureVerifier.Verify(TestKey.Rsa.PublicKey, method with { SaltLength = 2000 }, Data, new byte[256]));
    }

    [Fact]
    public void Verify_PssOnlyKey_IsTakenAndItsRestrictionHolds()
    {
        using var openssl = new OpenSsl();
        openssl.Succeed("genpkey", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt", "rsa_pss_keygen_md:sha256",
            "-pkeyopt", "rsa_pss_keygen_mgf1_md:sha256", "-pkeyopt", "rsa_pss_keygen_saltlen:32", "-out", "key.pem");
        openssl.Succeed("pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "key.spki");
        openssl.Write("data", Data);
        openssl.Succeed("dgst", "-sha256", "-sign", "key.pem", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32", "-out", "value", "data");
        byte[] key = openssl.Read("key.spki");

        Assert.True(SignatureVerifier.Verify(key, SignatureAlgorithm.RsaPssSha256, Data, openssl.Read("value")));
        Assert.Null(SignatureVerifier.Verify(key, SignatureAlgorithm.RsaPssSha384, Data, openssl.Read("value")));
        Assert.Null(SignatureVerifier.Verify(key, SignatureAlgorithm.RsaPkcs1Sha256, Data, openssl.Read("value")));
    }

    [Fact]
    public void Verify_Dsa_IsComputed()
    {
        using var openssl = new OpenSsl();
        openssl.Succeed("dsaparam", "-genkey", "-out", "key.pem", "1024");
        openssl.Succeed("pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "key.spki");
        openssl.Write("data", Data);
        openssl.Succeed("dgst", "-sha1", "-sign", "key.pem", "-out", "value", "data");
        var algorithm = new AlgorithmIdentifier(Oids.DsaWithSha1, null);

        Assert.True(SignatureVerifier.Verify(openssl.Read("key.spki"), algorithm, Data, openssl.Read("value")));
        Assert.False(SignatureVerifier.Verify(openssl.Read("key.spki"), algorithm, [.. Data, 0], openssl.Read("value")));
    }

    [Theory]
    [InlineData("secp224r1")]
    [InlineData("secp256k1")]
    [InlineData("brainpoolP256r1")]
    [InlineData("brainpoolP384r1")]
    [InlineData("brainpoolP512r1")]
    public void Verify_OtherNamedCurves_AreComputed(string curve)
    {
        using var openssl = new OpenSsl();
        openssl.Succeed("ecparam", "-genkey", "-name", curve, "-out", "key.pem");
        openssl.Succeed("pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "key.spki");
        openssl.Write("data", Data);
        openssl.Succeed("dgst", "-sha512", "-sign", "key.pem", "-out", "value", "data");

        Assert.True(SignatureVerifier.Verify(openssl.Read("key.spki"), SignatureAlgorithm.EcdsaSha512, Data, openssl.Read("value")));
        Assert.False(SignatureVerifier.Verify(openssl.Read("key.spki"), SignatureAlgorithm.EcdsaSha512, [.. Data, 0], openssl.Read("value")));
    }

    [Theory]
    [InlineData("SHA3-256", Oids.Sha3With256WithRsa)]
    [InlineData("SHA3-512", Oids.Sha3With512WithRsa)]
    public void Verify_Sha3_IsComputedWhereThePlatformHasIt(string hash, string oid)
    {
        Assert.SkipUnless(SHA3_256.IsSupported, "The platform has no SHA-3.");
        byte[] value = TestKey.Rsa.Sign(Data, new SignatureAlgorithm(SignatureScheme.RsaPkcs1, new HashAlgorithmName(hash)));

        Assert.True(SignatureVerifier.Verify(TestKey.Rsa.PublicKey, new AlgorithmIdentifier(oid, null), Data, value));
    }

    // RFC 8032, 7.1: tests 1 to 3; the last has a scalar S that is not reduced.
    [Theory]
    [InlineData("D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A", "", "E5564300C360AC729086E2CC806E828A84877F1EB8E5D974D873E065224901555FB8821590A33BACC61E39701CF9B46BD25BF5F0595BBE24655141438E7A100B", true)]
    [InlineData("3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C", "72", "92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00", true)]
    [InlineData("FC51CD8E6218A1A38DA47ED00230F0580816ED13BA3303AC5DEB911548908025", "AF82", "6291D657DEEC24024827E69C3ABE01A30CE548A284743A445E3680D7DB5AC3AC18FF9B538D16F290AE67F760984DC6594A7C15E9716ED28DC027BECEEA1EC40A", true)]
    [InlineData("3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C", "73", "92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00", false)]
    [InlineData("D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A", "", "E5564300C360AC729086E2CC806E828A84877F1EB8E5D974D873E065224901554C8C7872AA064E049DBB3013FBF29380D25BF5F0595BBE24655141438E7A101B", false)]
    public void Verify_Ed25519Vectors_AgreeWithRfc8032(string key, string data, string value, bool expected)
    {
        byte[] subjectPublicKeyInfo = [.. Convert.FromHexString("302A300506032B6570032100"), .. Convert.FromHexString(key)];

        Assert.Equal(expected, SignatureVerifier.Verify(subjectPublicKeyInfo, SignatureAlgorithm.Ed25519, Convert.FromHexString(data), Convert.FromHexString(value)));
    }

    // Keys that would make any value verify, or that are made to be slow or are not what they say.
    [Theory]
    [InlineData("exponent one")]
    [InlineData("exponent even")]
    [InlineData("exponent negative")]
    [InlineData("exponent of 100 bytes")]
    [InlineData("modulus even")]
    [InlineData("modulus of 256 bits")]
    [InlineData("modulus of 20,000 bits")]
    [InlineData("bytes after the key")]
    [InlineData("parameters that an RSA key has not")]
    [InlineData("explicit curve")]
    [InlineData("unknown curve")]
    [InlineData("point not on the curve")]
    [InlineData("unknown algorithm")]
    [InlineData("nothing")]
    public void Verify_UnusableKey_IsNotComputed(string how)
    {
        byte[] modulus = [0x00, 0xC1, .. Filled(254, 0x77), 0x01];
        byte[] exponent = [1, 0, 1];
        byte[] key = how switch
        {
            "exponent one" => RsaKey(modulus, [1]),
            "exponent even" => RsaKey(modulus, [4]),
            "exponent negative" => RsaKey(modulus, [0x81]),
            "exponent of 100 bytes" => RsaKey(modulus, Filled(100, 0x11)),
            "modulus even" => RsaKey([.. modulus[..^1], 0x02], exponent),
            "modulus of 256 bits" => RsaKey(Filled(32, 0x11), exponent),
            "modulus of 20,000 bits" => RsaKey(Filled(2500, 0x11), exponent),
            "bytes after the key" => [.. RsaKey(modulus, exponent), 0],
            "parameters that an RSA key has not" => RsaKey(modulus, exponent, [0x02, 0x01, 0x01]),
            "explicit curve" => ExplicitCurve(),
            "unknown curve" => Replace(TestKey.P256.PublicKey, Convert.FromHexString("06082A8648CE3D030107"), Convert.FromHexString("06082A8648CE3D03017F")),
            "point not on the curve" => [.. TestKey.P256.PublicKey[..^1], (byte)(TestKey.P256.PublicKey[^1] ^ 1)],
            "unknown algorithm" => Replace(TestKey.Ed25519.PublicKey, [0x2B, 0x65, 0x70], [0x2B, 0x65, 0x7F]),
            _ => [],
        };

        foreach (SignatureAlgorithm algorithm in Samples.AlgorithmsByName.Values)
        {
            Assert.Null(SignatureVerifier.Verify(key, algorithm, Data, Filled(256, 0x01)));
        }
    }

    [Fact]
    public async Task Verify_OneKeyInManyThreads_IsAlwaysRight()
    {
        byte[] rsa = TestKey.Rsa.Sign(Data, SignatureAlgorithm.RsaPkcs1Sha256);
        byte[] ecdsa = TestKey.P256.Sign(Data, SignatureAlgorithm.EcdsaSha256);
        byte[] rsaKey = TestKey.Rsa.PublicKey, ecdsaKey = TestKey.P256.PublicKey;
        int wrong = 0;

        await Parallel.ForAsync(0, 2000, TestContext.Current.CancellationToken, (i, _) =>
        {
            bool other = i % 5 == 0;
            byte[] data = other ? [.. Data, 1] : Data;
            if (SignatureVerifier.Verify(rsaKey, SignatureAlgorithm.RsaPkcs1Sha256, data, rsa) != !other
                || SignatureVerifier.Verify(ecdsaKey, SignatureAlgorithm.EcdsaSha256, data, ecdsa) != !other)
            {
                Interlocked.Increment(ref wrong);
            }
            return ValueTask.CompletedTask;
        });

        Assert.Equal(0, wrong);
    }

    private static (BigInteger R, BigInteger S) SignUntilRIsLong()
    {
        while (true)
        {
            var pair = new AsnReader(TestKey.P256.Sign(Data, SignatureAlgorithm.EcdsaSha256), AsnEncodingRules.DER).ReadSequence();
            BigInteger r = pair.ReadInteger(), s = pair.ReadInteger();
            if (Bytes(r).Length == 33)
            {
                return (r, s);
            }
        }
    }

    private static byte[] Bytes(BigInteger number) => number.ToByteArray(isBigEndian: true);

    private static byte[] Pair(BigInteger r, BigInteger s) => Raw(Bytes(r), Bytes(s));

    private static byte[] Raw(byte[] r, byte[] s) => Sequence([0x02, (byte)r.Length, .. r, 0x02, (byte)s.Length, .. s]);

    private static byte[] Sequence(byte[] content) => [0x30, (byte)content.Length, .. content];

    private static byte[] Filled(int count, byte value) => [.. Enumerable.Repeat(value, count)];

    private static byte[] Block(byte[] info) => [0, 1, .. Filled(256 - 3 - info.Length, 0xFF), 0, .. info];

    private static byte[] RawRsa(RSA key, byte[] block)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: true);
        BigInteger modulus = new(parameters.Modulus, isUnsigned: true, isBigEndian: true);
        BigInteger value = BigInteger.ModPow(
            new BigInteger(block, isUnsigned: true, isBigEndian: true), new BigInteger(parameters.D, isUnsigned: true, isBigEndian: true), modulus);
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[256 - bytes.Length], .. bytes];
    }

    private static byte[] RsaKey(byte[] modulus, byte[] exponent, byte[]? parameters = null) => Forge.Encode(writer =>
    {
        byte[] key = Forge.Encode(inner =>
        {
            using (inner.PushSequence())
            {
                inner.WriteInteger(modulus);
                inner.WriteInteger(exponent);
            }
        });
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.RsaEncryption);
                writer.WriteEncodedValue(parameters ?? [0x05, 0x00]);
            }
            writer.WriteBitString(key);
        }
    });

    private static byte[] ExplicitCurve()
    {
        using ECDsa named = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa spelt = ECDsa.Create(named.ExportExplicitParameters(includePrivateParameters: false));
        return spelt.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Replace(byte[] bytes, byte[] from, byte[] to)
    {
        byte[] copy = [.. bytes];
        to.CopyTo(copy.AsSpan(copy.AsSpan().IndexOf(from)));
        return copy;
    }
}
