namespace Signing.Core.Verification.Reports;

/// <summary>The codes of a report's reasons and findings. They are part of the contract: added to, never changed.</summary>
public static class ReasonCodes
{
    /// <summary>The bytes are not a PDF document.</summary>
    public const string NotPdf = "NOT_PDF";
    /// <summary>The document's structure is broken.</summary>
    public const string DocumentDamaged = "DOCUMENT_DAMAGED";
    /// <summary>The document's structure is broken and was repaired to be read: no signature in it is proven.</summary>
    public const string DocumentRepaired = "DOCUMENT_REPAIRED";
    /// <summary>The document is encrypted in a way that is not supported: no password would open it.</summary>
    public const string DocumentEncrypted = "DOCUMENT_ENCRYPTED";
    /// <summary>The document is encrypted, and its password was not given.</summary>
    public const string PasswordRequired = "PASSWORD_REQUIRED";
    /// <summary>The password given is not the document's; judged as if there were none.</summary>
    public const string PasswordWrong = "PASSWORD_WRONG";
    /// <summary>A budget against hostile documents is exhausted.</summary>
    public const string BudgetExhausted = "BUDGET_EXHAUSTED";
    /// <summary>The signed bytes can be read in two ways: keys or objects stand twice, lengths or cross-references contradict what is there.</summary>
    public const string AmbiguousStructure = "AMBIGUOUS_STRUCTURE";
    /// <summary>The document carries no signature.</summary>
    public const string NoSignature = "NO_SIGNATURE";
    /// <summary>The document carries document time-stamps and no signature.</summary>
    public const string TimestampOnly = "TIMESTAMP_ONLY";
    /// <summary>The document has an XFA form (ISO 32000-1, 12.7.8), which readers may show instead of its pages.</summary>
    public const string XfaPresent = "XFA_PRESENT";

    /// <summary>The signature dictionary is malformed.</summary>
    public const string SignatureMalformed = "SIGNATURE_MALFORMED";
    /// <summary>ByteRange is missing, malformed, or leaves out more than the signature's own Contents.</summary>
    public const string ByteRangeInvalid = "BYTE_RANGE_INVALID";
    /// <summary>Contents is missing, empty, or followed by something other than zero padding.</summary>
    public const string ContentsInvalid = "CONTENTS_INVALID";
    /// <summary>The signature does not cover the whole of its own revision.</summary>
    public const string CoveragePartial = "COVERAGE_PARTIAL";
    /// <summary>A later revision removes or replaces the signature.</summary>
    public const string SignatureRemoved = "SIGNATURE_REMOVED";
    /// <summary>It certifies the document, and is not the first signature in it (ISO 32000-2, 12.8.2.2).</summary>
    public const string CertificationNotFirst = "CERTIFICATION_NOT_FIRST";
    /// <summary>The signature's form (<c>/SubFilter</c>) is not supported.</summary>
    public const string SubFilterUnsupported = "SUB_FILTER_UNSUPPORTED";
    /// <summary>The CMS structure cannot be read, or is not one detached signature of one signer.</summary>
    public const string CmsMalformed = "CMS_MALFORMED";
    /// <summary>The signed attributes break a rule of CMS or CAdES.</summary>
    public const string AttributesInvalid = "ATTRIBUTES_INVALID";
    /// <summary>The digest of the signed bytes is another.</summary>
    public const string DigestMismatch = "DIGEST_MISMATCH";
    /// <summary>The signature value does not verify with the signer's certificate.</summary>
    public const string SignatureValueInvalid = "SIGNATURE_VALUE_INVALID";
    /// <summary>An algorithm is unknown.</summary>
    public const string AlgorithmUnknown = "ALGORITHM_UNKNOWN";
    /// <summary>An algorithm or key is too weak at the time that counts.</summary>
    public const string AlgorithmWeak = "ALGORITHM_WEAK";
    /// <summary>The signer's certificate is not in the signature.</summary>
    public const string SignerCertificateMissing = "SIGNER_CERTIFICATE_MISSING";
    /// <summary>The attribute signing-certificate is absent, though this form demands it.</summary>
    public const string SigningCertificateAttributeMissing = "SIGNING_CERTIFICATE_ATTRIBUTE_MISSING";
    /// <summary>An older form without the attribute signing-certificate: judged without it.</summary>
    public const string SigningCertificateAttributeAbsent = "SIGNING_CERTIFICATE_ATTRIBUTE_ABSENT";
    /// <summary>The attribute signing-certificate names another certificate.</summary>
    public const string SigningCertificateMismatch = "SIGNING_CERTIFICATE_MISMATCH";

    /// <summary>The signature names a signature policy, which is told and does not judge it.</summary>
    public const string SignaturePolicyNamed = "SIGNATURE_POLICY_NAMED";
    /// <summary>The signature says that a signature policy applies, and does not name it.</summary>
    public const string SignaturePolicyImplied = "SIGNATURE_POLICY_IMPLIED";
    /// <summary>The attribute that names a signature policy cannot be read.</summary>
    public const string SignaturePolicyMalformed = "SIGNATURE_POLICY_MALFORMED";
    /// <summary>The validation policy does not accept the signature policy that the signature names.</summary>
    public const string SignaturePolicyNotAccepted = "SIGNATURE_POLICY_NOT_ACCEPTED";
    /// <summary>The signature names an accepted signature policy with the digest of another document.</summary>
    public const string SignaturePolicyMismatch = "SIGNATURE_POLICY_MISMATCH";

    /// <summary>A later change that the signature does not permit.</summary>
    public const string ChangeForbidden = "CHANGE_FORBIDDEN";
    /// <summary>A later change that was not analysed.</summary>
    public const string ChangesNotAnalysed = "CHANGES_NOT_ANALYSED";
    /// <summary>Bytes follow the last revision that belong to none.</summary>
    public const string TrailingData = "TRAILING_DATA";
    /// <summary>A further signature was added, as the signature permits.</summary>
    public const string FurtherSignature = "FURTHER_SIGNATURE";
    /// <summary>A document time-stamp was added, as every signature permits.</summary>
    public const string DocumentTimestampAdded = "DOCUMENT_TIMESTAMP_ADDED";
    /// <summary>A signature field without a signature was added, as the signature permits.</summary>
    public const string SignatureFieldAdded = "SIGNATURE_FIELD_ADDED";
    /// <summary>A field was added that holds no signature and still draws on its page.</summary>
    public const string UnsignedFieldDraws = "UNSIGNED_FIELD_DRAWS";
    /// <summary>A signature field was filled with something that is no signature over the revision that it closes.</summary>
    public const string FieldSignatureBroken = "FIELD_SIGNATURE_BROKEN";
    /// <summary>A signature that was added draws over what the page shows: no certification permits that.</summary>
    public const string SignatureCoversContent = "SIGNATURE_COVERS_CONTENT";
    /// <summary>A field that was signed is no longer what it was: its value, place, appearance or lock changed.</summary>
    public const string SignedFieldChanged = "SIGNED_FIELD_CHANGED";
    /// <summary>A field was filled in, as the signature permits: its appearance shows its value.</summary>
    public const string FieldFilled = "FIELD_FILLED";
    /// <summary>A field was filled in, or drawn anew, so that its appearance does not show its value.</summary>
    public const string AppearanceMismatch = "APPEARANCE_MISMATCH";
    /// <summary>A page changed in what it shows, or how.</summary>
    public const string PageChanged = "PAGE_CHANGED";
    /// <summary>An annotation was added, changed or removed, as the signature permits.</summary>
    public const string AnnotationAfterSignature = "ANNOTATION_AFTER_SIGNATURE";
    /// <summary>The document's metadata changed: dates and tools, or what the document says of itself.</summary>
    public const string MetadataChanged = "METADATA_CHANGED";
    /// <summary>The logical structure grew by what was added.</summary>
    public const string StructureAdded = "STRUCTURE_ADDED";
    /// <summary>Certificates and proofs of revocation status were added (DSS).</summary>
    public const string ValidationDataAdded = "VALIDATION_DATA_ADDED";

    /// <summary>No path leads from the certificate to a configured trust anchor.</summary>
    public const string NoCertificateChain = "NO_CERTIFICATE_CHAIN";
    /// <summary>A path leads to a trust anchor whose sunset date has come: the end of its domain or its own.</summary>
    public const string TrustEnded = "TRUST_ENDED";
    /// <summary>A path was found, but it breaks a rule of RFC 5280.</summary>
    public const string ChainInvalid = "CHAIN_INVALID";
    /// <summary>The certificate may not be used for this purpose.</summary>
    public const string PurposeNotPermitted = "PURPOSE_NOT_PERMITTED";
    /// <summary>The certificate had expired at the time that counts.</summary>
    public const string CertificateExpired = "CERTIFICATE_EXPIRED";
    /// <summary>The certificate was not yet valid at the time that counts.</summary>
    public const string CertificateNotYetValid = "CERTIFICATE_NOT_YET_VALID";
    /// <summary>The certificate is revoked.</summary>
    public const string CertificateRevoked = "CERTIFICATE_REVOKED";
    /// <summary>The certificate is suspended.</summary>
    public const string CertificateOnHold = "CERTIFICATE_ON_HOLD";
    /// <summary>Neither OCSP nor CRL tells the certificate's status.</summary>
    public const string RevocationUnknown = "REVOCATION_UNKNOWN";

    /// <summary>The time-stamp stands over something else.</summary>
    public const string TimestampMismatch = "TIMESTAMP_MISMATCH";
    /// <summary>What the time-stamp should stand over is not to be had.</summary>
    public const string TimestampDataMissing = "TIMESTAMP_DATA_MISSING";
    /// <summary>The time-stamp token is malformed, or its own signature is wrong.</summary>
    public const string TimestampInvalid = "TIMESTAMP_INVALID";
    /// <summary>The time-stamp does not count, for the reasons listed with it.</summary>
    public const string TimestampNotTrusted = "TIMESTAMP_NOT_TRUSTED";
    /// <summary>The time-stamp states a time that lies after the instant of validation.</summary>
    public const string TimestampFromFuture = "TIMESTAMP_FROM_FUTURE";
    /// <summary>The time-stamp states a time after that of a time-stamp over it: one of both is wrong.</summary>
    public const string TimestampOrder = "TIMESTAMP_ORDER";
    /// <summary>Nothing proves that a certificate, a proof of its status, or what it signed existed early enough.</summary>
    public const string ProofOfExistenceMissing = "PROOF_OF_EXISTENCE_MISSING";
    /// <summary>No time-stamp covers the signature; its time is only claimed.</summary>
    public const string NoTimestamp = "NO_TIMESTAMP";
    /// <summary>The claimed signing time lies after the proven one by more than clocks differ.</summary>
    public const string SigningTimeAfterTimestamp = "SIGNING_TIME_AFTER_TIMESTAMP";
}
