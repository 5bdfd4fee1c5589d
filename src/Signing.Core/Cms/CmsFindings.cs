namespace Signing.Core.Cms;

/// <summary>
/// Everything about one CMS signature that is not as the standards have it. What a finding means for the verdict is
/// decided by who verifies: some make a signature worthless, some are common in the field.
/// </summary>
[Flags]
internal enum CmsFindings : long
{
    None = 0,

    /// <summary>Bytes other than zeros follow the structure.</summary>
    TrailingBytes = 1L << 0,
    /// <summary>The content type is not id-data, as a PDF signature's must be (ISO 32000-2, 12.8.3.3.1).</summary>
    ContentTypeNotData = 1L << 1,
    /// <summary>The content is inside the structure, where a PDF signature must be detached.</summary>
    EncapsulatedContent = 1L << 2,
    /// <summary>No SignerInfo.</summary>
    SignerMissing = 1L << 3,
    /// <summary>More than one SignerInfo (ISO 32000-2, 12.8.3.3.1 permits one).</summary>
    SeveralSigners = 1L << 4,
    /// <summary>A certificate, revocation or version form that is not understood.</summary>
    UnknownElement = 1L << 5,
    /// <summary>The signer's digest algorithm is not in the list before the content (RFC 5652, 5.1).</summary>
    DigestAlgorithmNotListed = 1L << 6,

    /// <summary>The signature is over the content itself: no signed attributes.</summary>
    SignedAttributesMissing = 1L << 7,
    /// <summary>The signed attributes were not sent in DER.</summary>
    AttributesNotDer = 1L << 8,
    /// <summary>The signature value verifies over the attributes as they were sent, but not over their DER encoding.</summary>
    VerifiesOnlyAsTransmitted = 1L << 9,
    /// <summary>A known signed attribute cannot be read.</summary>
    AttributeMalformed = 1L << 10,
    /// <summary>A signed attribute that may occur once occurs twice or has two values, and has no finding of its own.</summary>
    AttributeDoubled = 1L << 11,

    ContentTypeMissing = 1L << 12,
    ContentTypeDoubled = 1L << 13,
    /// <summary>The content-type attribute names another type than the structure does.</summary>
    ContentTypeWrong = 1L << 14,

    MessageDigestMissing = 1L << 15,
    MessageDigestDoubled = 1L << 16,
    /// <summary>The message-digest attribute is not the digest of the content.</summary>
    DigestMismatch = 1L << 17,

    /// <summary>Neither signing-certificate nor signing-certificate-v2 is there.</summary>
    SigningCertificateMissing = 1L << 18,
    SigningCertificateDoubled = 1L << 19,
    /// <summary>The signing-certificate attribute names another certificate.</summary>
    SigningCertificateMismatch = 1L << 20,
    /// <summary>The signing-certificate attribute's hash algorithm is unknown.</summary>
    SigningCertificateUnknownHash = 1L << 21,

    /// <summary>The certificate is not the one that the SignerInfo names.</summary>
    SignerIdentifierMismatch = 1L << 22,
    /// <summary>The certificate's fields cannot be read.</summary>
    CertificateMalformed = 1L << 23,

    /// <summary>The digest or signature algorithm is unknown, or its parameters are.</summary>
    UnknownAlgorithm = 1L << 24,
    /// <summary>The signature algorithm has another hash than the digest algorithm.</summary>
    AlgorithmConflict = 1L << 25,
    /// <summary>The CMSAlgorithmProtection attribute names other algorithms (RFC 6211).</summary>
    AlgorithmProtectionMismatch = 1L << 26,
    /// <summary>The key is of an unknown kind, unsafe, or does not make this kind of signature.</summary>
    UnusableKey = 1L << 27,
    /// <summary>The signature value does not verify.</summary>
    SignatureMismatch = 1L << 28,
}
