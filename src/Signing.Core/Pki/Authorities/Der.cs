using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;

namespace Signing.Core.Pki.Authorities;

/// <summary>The values that all authorities write in the same form.</summary>
internal static class Der
{
    // 128 bits of randomness, as DER INTEGER with its sign bit clear: at most 17 of the 20 octets of RFC 5280, 4.1.2.2.
    private const int SerialNumberBytes = 16;

    internal static DerInteger NewSerialNumber()
    {
        byte[] bytes = new byte[SerialNumberBytes + 1];
        do
        {
            RandomNumberGenerator.Fill(bytes.AsSpan(1));
        }
        while (bytes.AsSpan().IndexOfAnyExcept((byte)0) < 0);
        return new DerInteger(new Org.BouncyCastle.Math.BigInteger(bytes));
    }

    /// <summary>A serial number as the register knows it. A negative one, which no authority here gives out, stays distinct by its sign.</summary>
    internal static string SerialNumber(DerInteger serialNumber)
    {
        Org.BouncyCastle.Math.BigInteger value = serialNumber.Value;
        string digits = Convert.ToHexStringLower(value.Abs().ToByteArrayUnsigned());
        return value.SignValue < 0 ? "-" + digits : digits;
    }

    /// <summary>Exactly one value, as a request holds it.</summary>
    internal static Asn1Object Parse(ReadOnlyMemory<byte> request) => 
        Asn1Object.FromByteArray(request.ToArray()) ?? throw new EndOfStreamException("The request is empty.");

    /// <summary>The ways in which parsing says that bytes are not what they should be.</summary>
    internal static bool IsMalformed(Exception failure) =>
        failure is IOException or ArgumentException or InvalidCastException or InvalidOperationException or FormatException or ArithmeticException or IndexOutOfRangeException or Asn1ParsingException;

    internal static X509Name Name(X500DistinguishedName name) => X509Name.GetInstance(Asn1Object.FromByteArray(name.RawData));

    internal static X509CertificateStructure Certificate(X509Certificate2 certificate) =>
        X509CertificateStructure.GetInstance(Asn1Object.FromByteArray(certificate.RawData));

    /// <summary>Certificates and revocation lists: UTCTime until 2049, then GeneralizedTime (RFC 5280, 4.1.2.5).</summary>
    internal static Time Time(DateTimeOffset time) => new(WholeSeconds(time).UtcDateTime);

    /// <summary>OCSP answers: GeneralizedTime without fractions (RFC 6960, 4.2.2.1 with RFC 5280, 4.1.2.5.2).</summary>
    internal static Asn1GeneralizedTime GeneralizedTime(DateTimeOffset time) => new DerGeneralizedTime(WholeSeconds(time).UtcDateTime);

    internal static DateTimeOffset WholeSeconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>The octets of the <c>subjectPublicKey</c> bit string, over which key identifiers are computed.</summary>
    internal static byte[] KeyOctets(ReadOnlyMemory<byte> subjectPublicKeyInfo) =>
        SubjectPublicKeyInfo.GetInstance(Asn1Object.FromByteArray(subjectPublicKeyInfo.ToArray())).PublicKey.GetBytes();
}
