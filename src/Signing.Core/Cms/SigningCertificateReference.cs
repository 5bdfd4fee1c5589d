using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>The first certificate that a signing-certificate attribute names: the signer's (RFC 5035, 3 and 4).</summary>
/// <param name="Hash">The hash function, or <see langword="null"/> when it is unknown.</param>
/// <param name="CertificateHash">The hash of the certificate's DER.</param>
/// <param name="Issuer">The issuer's Name as encoded, where issuerSerial is there and names a directoryName.</param>
/// <param name="SerialNumber">The contents of the serial number's INTEGER, where issuerSerial is there.</param>
internal sealed record SigningCertificateReference(
    HashAlgorithmName? Hash,
    ReadOnlyMemory<byte> CertificateHash,
    ReadOnlyMemory<byte>? Issuer,
    ReadOnlyMemory<byte>? SerialNumber)
{
    private const int DirectoryName = 4;

    /// <summary>Reads SigningCertificate: hashes are SHA-1 (RFC 2634, 5.4).</summary>
    internal static SigningCertificateReference ReadV1(ReadOnlyMemory<byte> value) => Read(value, version2: false);

    /// <summary>Reads SigningCertificateV2: the hash algorithm is SHA-256 unless said otherwise (RFC 5035, 3).</summary>
    internal static SigningCertificateReference ReadV2(ReadOnlyMemory<byte> value) => Read(value, version2: true);

    /// <summary>Whether hash, issuer and serial number are this certificate's; <see langword="null"/> when the hash is unknown.</summary>
    internal bool? Matches(ReadOnlyMemory<byte> certificate, CertificateFields fields)
    {
        if (SerialNumber is { } serial && !serial.Span.SequenceEqual(fields.SerialNumber.Span))
        {
            return false;
        }
        if (Issuer is { } issuer && !Names.Same(issuer, fields.Issuer))
        {
            return false;
        }
        return MatchesHash(certificate);
    }

    internal bool? MatchesHash(ReadOnlyMemory<byte> certificate)
    {
        if (Hash is not { } hash)
        {
            return null;
        }
        Span<byte> digest = stackalloc byte[Digests.MaxSize];
        return Digests.Hash(hash, certificate.Span, digest).SequenceEqual(CertificateHash.Span);
    }

    private static SigningCertificateReference Read(ReadOnlyMemory<byte> value, bool version2)
    {
        AsnReader outer = BerReader.Open(value);
        AsnReader attribute = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        AsnReader certificates = attribute.ReadSequence();
        if (attribute.HasData)
        {
            attribute.ReadSequence(); // policies
        }
        attribute.ThrowIfNotEmpty();

        AsnReader first = certificates.ReadSequence();
        HashAlgorithmName? hash = HashAlgorithmName.SHA1;
        if (version2)
        {
            hash = first.NextIs(UniversalTagNumber.Sequence) ? Digests.From(AlgorithmIdentifier.Read(first)) : HashAlgorithmName.SHA256;
        }
        ReadOnlyMemory<byte> certificateHash = first.ReadOctets();
        ReadOnlyMemory<byte>? issuer = null;
        ReadOnlyMemory<byte>? serial = null;
        if (first.HasData)
        {
            AsnReader issuerSerial = first.ReadSequence();
            AsnReader names = issuerSerial.ReadSequence();
            if (names.NextIs(DirectoryName))
            {
                AsnReader name = names.ReadSequence(BerReader.Context(DirectoryName));
                issuer = name.ReadEncodedValue();
                name.ThrowIfNotEmpty();
            }
            serial = issuerSerial.ReadIntegerBytes();
            issuerSerial.ThrowIfNotEmpty();
        }
        first.ThrowIfNotEmpty();
        return new SigningCertificateReference(hash, certificateHash, issuer, serial);
    }
}
