using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>What the signed attributes of one signer say, with what is wrong about them.</summary>
internal sealed class SignedAttributeFacts
{
    private readonly List<string> _contentTypes = [];
    private readonly List<ReadOnlyMemory<byte>> _messageDigests = [];
    private readonly List<SigningCertificateReference> _signingCertificates = [];
    private readonly List<ReadOnlyMemory<byte>> _contentTimestamps = [];
    private readonly List<ReadOnlyMemory<byte>> _revocationInfo = [];

    internal SignedAttributeFacts(IReadOnlyList<CmsAttribute> attributes)
    {
        var seen = new HashSet<string>(attributes.Count, StringComparer.Ordinal);
        foreach (CmsAttribute attribute in attributes)
        {
            if (!seen.Add(attribute.Oid) || attribute.Values.Count > 1)
            {
                Findings |= Doubled(attribute.Oid);
            }
            if (attribute.Values.Count == 0)
            {
                Findings |= CmsFindings.AttributeMalformed;
            }
            foreach (ReadOnlyMemory<byte> value in attribute.Values)
            {
                Take(attribute.Oid, value);
            }
        }
    }

    /// <summary>Malformed and doubled attributes only; what is missing or does not match is seen by the check.</summary>
    internal CmsFindings Findings { get; private set; }

    internal IReadOnlyList<string> ContentTypes => _contentTypes;

    internal IReadOnlyList<ReadOnlyMemory<byte>> MessageDigests => _messageDigests;

    /// <summary>One for each signing-certificate and signing-certificate-v2 attribute.</summary>
    internal IReadOnlyList<SigningCertificateReference> SigningCertificates => _signingCertificates;

    /// <summary>The time that the signer claims.</summary>
    internal DateTimeOffset? SigningTime { get; private set; }

    internal AlgorithmProtection? AlgorithmProtection { get; private set; }

    /// <summary>The policy under which the signer says to have signed; null where none is named.</summary>
    internal SignaturePolicyIdentifier? SignaturePolicy { get; private set; }

    /// <summary>Time-stamp tokens over the content, made before the signature (CAdES).</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> ContentTimestamps => _contentTimestamps;

    /// <summary>Values of adbe-revocationInfoArchival (ISO 32000-2, 12.8.3.3.2).</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> RevocationInfo => _revocationInfo;

    private static CmsFindings Doubled(string oid) => oid switch
    {
        Oids.ContentType => CmsFindings.ContentTypeDoubled,
        Oids.MessageDigest => CmsFindings.MessageDigestDoubled,
        Oids.SigningCertificate or Oids.SigningCertificateV2 => CmsFindings.SigningCertificateDoubled,
        Oids.ContentTimestamp => CmsFindings.None, // may occur several times (EN 319 122-1, 5.2.8)
        _ => CmsFindings.AttributeDoubled,
    };

    private void Take(string oid, ReadOnlyMemory<byte> value)
    {
        try
        {
            switch (oid)
            {
                case Oids.ContentType:
                    _contentTypes.Add(Whole(value, static reader => reader.ReadOid()));
                    break;
                case Oids.MessageDigest:
                    _messageDigests.Add(Whole(value, static reader => reader.ReadOctets()));
                    break;
                case Oids.SigningCertificate:
                    _signingCertificates.Add(SigningCertificateReference.ReadV1(value));
                    break;
                case Oids.SigningCertificateV2:
                    _signingCertificates.Add(SigningCertificateReference.ReadV2(value));
                    break;
                case Oids.SigningTime:
                    SigningTime ??= Whole(value, Times.Read);
                    break;
                case Oids.AlgorithmProtection:
                    AlgorithmProtection ??= AlgorithmProtection.Read(value);
                    break;
                case Oids.SignaturePolicy:
                    SignaturePolicy ??= SignaturePolicyIdentifier.Read(value);
                    break;
                case Oids.ContentTimestamp:
                    _contentTimestamps.Add(value);
                    break;
                case Oids.AdobeRevocationInfo:
                    _revocationInfo.Add(value);
                    break;
            }
        }
        catch (Exception exception) when (exception is AsnContentException or CmsException)
        {
            Findings |= CmsFindings.AttributeMalformed;
        }
    }

    private static T Whole<T>(ReadOnlyMemory<byte> value, Func<AsnReader, T> read)
    {
        AsnReader reader = BerReader.Open(value);
        T result = read(reader);
        reader.ThrowIfNotEmpty();
        return result;
    }
}
