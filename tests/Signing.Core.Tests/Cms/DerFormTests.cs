using Org.BouncyCastle.Asn1;
using Signing.Core.Cms;
using Xunit;

namespace Signing.Core.Tests.Cms;

public sealed class DerFormTests
{
    [Theory]
    // Lengths: long form where short would do, indefinite.
    [InlineData("04810201FF", "040201FF")]
    [InlineData("3080020101" + "0000", "3003020101")]
    [InlineData("A0800400" + "0000", "A0020400")]
    // Values: TRUE, integers with needless bytes, unused bits.
    [InlineData("010101", "0101FF")]
    [InlineData("010100", "010100")]
    [InlineData("02020001", "020101")]
    [InlineData("0202FFFF", "0201FF")]
    [InlineData("02020080", "02020080")]
    [InlineData("030203FF", "030203F8")]
    // Sets in order; sequences as they are.
    [InlineData("3106020102020101", "3106020101020102")]
    [InlineData("3006020102020101", "3006020102020101")]
    // Strings in pieces, also in pieces of pieces.
    [InlineData("2406040141040142", "04024142")]
    [InlineData("24800401412480040142000004014300" + "00", "0403414243")]
    [InlineData("2C060C01410C0142", "0C024142")]
    // Already DER.
    [InlineData("0500", "0500")]
    [InlineData("06032A0304", "06032A0304")]
    [InlineData("170D3236313132333038333031355A", "170D3236313132333038333031355A")]
    [InlineData("8102ABCD", "8102ABCD")]
    public void Encode_Ber_GivesDer(string ber, string der) =>
        Assert.Equal(der, Convert.ToHexString(DerForm.Encode(Convert.FromHexString(ber))));

    [Theory]
    [InlineData("")]
    [InlineData("0500" + "00")] // a byte too many
    [InlineData("0501" + "00")] // NULL with contents
    [InlineData("1000")] // a sequence that is not constructed
    [InlineData("2203020101")] // an integer in pieces
    [InlineData("2403020101")] // a string with a piece of another type
    [InlineData("030108")] // nine unused bits
    [InlineData("030101")] // unused bits of nothing
    [InlineData("0200")]
    [InlineData("0100")]
    [InlineData("30800201")]
    public void Encode_Malformed_Throws(string ber) =>
        Assert.Throws<CmsException>(() => DerForm.Encode(Convert.FromHexString(ber)));

    [Fact]
    public void Encode_CertificatesAndSignatures_AgreesWithBouncyCastle()
    {
        foreach (byte[] der in (byte[][])[TestKey.Rsa.Certificate.ToArray(), TestKey.Ed25519.Certificate.ToArray(), Samples.Sign(SignatureAlgorithm.RsaPssSha256)])
        {
            byte[] ber = BerForm.Of(der);

            Assert.Equal(der, DerForm.Encode(der));
            Assert.Equal(Asn1Object.FromByteArray(ber).GetEncoded(Asn1Encodable.Der), DerForm.Encode(ber));
            Assert.Equal(der, DerForm.Encode(ber));
        }
    }

    [Fact]
    public void Encode_LargeValue_GrowsAsNeeded()
    {
        byte[] content = new byte[100_000];
        byte[] pieces = Forge.Encode(writer =>
        {
            using (writer.PushSequence())
            {
                for (int i = 0; i < 100; i++)
                {
                    writer.WriteOctetString(content.AsSpan(i * 1000, 1000));
                }
            }
        });
        pieces[0] = 0x24;

        byte[] der = DerForm.Encode(pieces);

        Assert.Equal(Forge.Encode(writer => writer.WriteOctetString(content)), der);
    }
}
