using System.Text;
using Signing.Core.Pdf.Encryption;
using Xunit;

namespace Signing.Core.Tests.Pdf.Encryption;

/// <summary>
/// The ciphers themselves, by published vectors. No program at hand reads documents with AES-GCM (ISO/TS 32003), so that for
/// <c>/AESV4</c> these vectors and the round trips of <see cref="EncryptedPdfTests"/> are all the proof there is.
/// </summary>
public sealed class CipherTests
{
    /// <summary>RFC 6229: the first bytes of the key stream.</summary>
    [Theory]
    [InlineData("0102030405", "B2396305F03DC027CCC3524A0A1118A8")]
    [InlineData("01020304050607", "293F02D47F37C9B633F2AF5285FEB46B")]
    [InlineData("0102030405060708090A0B0C0D0E0F10", "9AC7CC9A609D1EF7B2932899CDE41B97")]
    public void Rc4_Zeros_IsTheKeyStream(string key, string stream)
    {
        byte[] data = new byte[16];

        Rc4.Apply(Convert.FromHexString(key), data);

        Assert.Equal(stream, Convert.ToHexString(data));
    }

    /// <summary>The test cases 13 to 15 of the GCM specification that NIST took over (SP 800-38D).</summary>
    [Theory]
    [InlineData("00", "000000000000000000000000", "", "", "530F8AFBC74536B9A963B4F1C4CB738B")]
    [InlineData("00", "000000000000000000000000", "00000000000000000000000000000000", "CEA7403D4D606B6E074EC5D3BAF39D18", "D0D1C8A799996BF0265B98B5D48AB919")]
    [InlineData(
        "FEFFE9928665731C6D6A8F9467308308", "CAFEBABEFACEDBADDECAF888",
        "D9313225F88406E5A55909C5AFF5269A86A7A9531534F7DA2E4C303D8A318A721C3C0C95956809532FCF0E2449A6B525B16AEDF5AA0DE657BA637B391AAFD255",
        "522DC1F099567D07F47F37A32A84427D643A8CDCBFE5C0C97598A2BD2555D1AA8CB08E48590DBB3DA7B08B1056828838C5F61E6393BA7A0ABCC9F662898015AD",
        "B094DAC5D93471BDEC1A502270E3CC6C")]
    public void AesGcm_PublishedVector_IsDecrypted(string keyPart, string nonce, string plain, string cipher, string tag)
    {
        byte[] part = Convert.FromHexString(keyPart);
        byte[] key = [.. Enumerable.Repeat(part, 32 / part.Length).SelectMany(static bytes => bytes)];
        byte[] data = Convert.FromHexString(nonce + cipher + tag);
        byte[] forged = [.. data];
        forged[^1] ^= 1;

        int length = CryptMethod.AesGcm.Decrypt(key, data);

        Assert.Equal(plain, Convert.ToHexString(data.AsSpan(0, length)));
        Assert.Equal(-1, CryptMethod.AesGcm.Decrypt(key, forged));
    }

    [Fact]
    public void Encrypt_AnyLength_IsDecryptedAndDiffersEachTime()
    {
        byte[] key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
        foreach (CryptMethod method in (CryptMethod[])[CryptMethod.AesCbc, CryptMethod.AesGcm])
        {
            for (int length = 0; length < 50; length++)
            {
                byte[] plain = [.. Enumerable.Range(0, length).Select(static i => (byte)(i * 7))];
                byte[] first = method.Encrypt(key, plain);
                byte[] second = method.Encrypt(key, plain);

                Assert.NotEqual(first, second);
                Assert.Equal(plain, first.AsSpan(0, method.Decrypt(key, first)).ToArray());
            }
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(15, 0)]
    [InlineData(16, 0)]
    [InlineData(31, 0)]
    public void AesCbc_TooShort_IsEmpty(int bytes, int left) => Assert.Equal(left, CryptMethod.AesCbc.Decrypt(new byte[16], new byte[bytes]));

    [Theory]
    [InlineData(0)]
    [InlineData(27)]
    public void AesGcm_TooShort_IsForged(int bytes) => Assert.Equal(-1, CryptMethod.AesGcm.Decrypt(new byte[32], new byte[bytes]));

    /// <summary>The examples of RFC 4013, 3, but for those that need normalization, which these tests run without.</summary>
    [Theory]
    [InlineData("I\u00ADX", "IX")]
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("a\u00A0b\u2003c", "a b c")]
    [InlineData("m\u1EADt kh\u1EA9u", "m\u1EADt kh\u1EA9u")]
    [InlineData("\u0007", null)]
    [InlineData("a\uE000", null)]
    [InlineData("a\uFFFE", null)]
    public void SaslPrep_Examples(string text, string? prepared) => Assert.Equal(prepared, SaslPrep.Prepare(text));

    [Fact]
    public void PasswordForms_AreThoseOfTheRevisionFirst()
    {
        Assert.Equal(["A0"], PasswordForms.Of("\u20AC", isUnicode: false).Select(Convert.ToHexString).Take(1));
        Assert.Equal(["E282AC", "A0"], PasswordForms.Of("\u20AC", isUnicode: true).Select(Convert.ToHexString));
        Assert.Equal(127, PasswordForms.Of(new string('x', 200), isUnicode: true).First().Length);
        Assert.Equal([[]], PasswordForms.Of("", isUnicode: true));
        Assert.Equal(Encoding.UTF8.GetBytes("m\u1EADt"), PasswordForms.Of("m\u1EADt", isUnicode: false).Single());
    }
}
