using Signing.Core.Cms;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>What each finding about a CMS signature means for the verdict. One table, so that a reader can check it.</summary>
internal static class CmsRules
{
    private enum Weight
    {
        /// <summary>Wrong beyond doubt.</summary>
        Fail,
        /// <summary>Cannot be relied on, and cannot be called wrong.</summary>
        Doubt,
    }

    private sealed record Rule(CmsFindings Finding, Weight Weight, string Code, SubIndication Sub, string Detail = "");

    private static readonly Rule[] Rules =
    [
        new(CmsFindings.TrailingBytes, Weight.Fail, ReasonCodes.ContentsInvalid, SubIndication.FormatFailure, "bytes other than zeros follow the CMS"),
        new(CmsFindings.ContentTypeNotData, Weight.Fail, ReasonCodes.CmsMalformed, SubIndication.FormatFailure, "its content type is not id-data"),
        new(CmsFindings.EncapsulatedContent, Weight.Fail, ReasonCodes.CmsMalformed, SubIndication.FormatFailure, "it carries content of its own"),
        new(CmsFindings.SignerMissing, Weight.Fail, ReasonCodes.CmsMalformed, SubIndication.FormatFailure, "it has no signer"),
        new(CmsFindings.SeveralSigners, Weight.Fail, ReasonCodes.CmsMalformed, SubIndication.FormatFailure, "it has more than one signer"),
        new(CmsFindings.DigestAlgorithmNotListed, Weight.Fail, ReasonCodes.CmsMalformed, SubIndication.FormatFailure, "its list of digest algorithms lacks the signer's"),
        new(CmsFindings.DigestMismatch, Weight.Fail, ReasonCodes.DigestMismatch, SubIndication.HashFailure),
        new(CmsFindings.SignatureMismatch, Weight.Fail, ReasonCodes.SignatureValueInvalid, SubIndication.SigCryptoFailure),
        new(CmsFindings.VerifiesOnlyAsTransmitted, Weight.Fail, ReasonCodes.SignatureValueInvalid, SubIndication.SigCryptoFailure),
        new(CmsFindings.AttributeMalformed, Weight.Fail, ReasonCodes.AttributesInvalid, SubIndication.FormatFailure, "one cannot be read"),
        new(CmsFindings.AttributeDoubled, Weight.Fail, ReasonCodes.AttributesInvalid, SubIndication.FormatFailure, "one occurs twice"),
        new(CmsFindings.ContentTypeMissing, Weight.Fail, ReasonCodes.AttributesInvalid, SubIndication.FormatFailure, "content-type is missing"),
        new(CmsFindings.ContentTypeDoubled, Weight.Fail, ReasonCodes.AttributesInvalid, SubIndication.FormatFailure, "content-type occurs twice"),
        new(CmsFindings.ContentTypeWrong, Weight.Fail, ReasonCodes.AttributesInvalid, SubIndication.FormatFailure, "content-type names another type"),
        new(CmsFindings.MessageDigestMissing, Weight.Fail, ReasonCodes.AttributesInvalid, SubIndication.FormatFailure, "message-digest is missing"),
        new(CmsFindings.MessageDigestDoubled, Weight.Fail, ReasonCodes.AttributesInvalid, SubIndication.FormatFailure, "message-digest occurs twice"),
        new(CmsFindings.SigningCertificateDoubled, Weight.Fail, ReasonCodes.AttributesInvalid, SubIndication.FormatFailure, "signing-certificate occurs twice"),
        new(CmsFindings.AlgorithmProtectionMismatch, Weight.Fail, ReasonCodes.AttributesInvalid, SubIndication.FormatFailure, "the algorithms are not those that the signer protected"),
        new(CmsFindings.AlgorithmConflict, Weight.Doubt, ReasonCodes.AttributesInvalid, SubIndication.SigConstraintsFailure, "signature and digest algorithm have different hashes"),
        new(CmsFindings.SigningCertificateMismatch, Weight.Doubt, ReasonCodes.SigningCertificateMismatch, SubIndication.NoSigningCertificateFound),
        new(CmsFindings.SignerIdentifierMismatch, Weight.Doubt, ReasonCodes.SigningCertificateMismatch, SubIndication.NoSigningCertificateFound),
        new(CmsFindings.CertificateMalformed, Weight.Doubt, ReasonCodes.SignerCertificateMissing, SubIndication.NoSigningCertificateFound),
        new(CmsFindings.SigningCertificateUnknownHash, Weight.Doubt, ReasonCodes.AttributesInvalid, SubIndication.Generic, "the hash of signing-certificate is unknown"),
        new(CmsFindings.UnknownAlgorithm, Weight.Doubt, ReasonCodes.AlgorithmUnknown, SubIndication.Generic),
        new(CmsFindings.UnusableKey, Weight.Doubt, ReasonCodes.AlgorithmUnknown, SubIndication.Generic),
    ];

    /// <summary>Findings that make the Contents itself malformed, so that the bytes count as broken whatever the digest says.</summary>
    private const CmsFindings MalformedContents =
        CmsFindings.TrailingBytes | CmsFindings.ContentTypeNotData | CmsFindings.EncapsulatedContent | CmsFindings.SignerMissing | CmsFindings.SeveralSigners;

    /// <summary>
    /// Deviations of the envelope that take nothing from what the signature proves: its value is checked over the DER
    /// encoding of the attributes whatever their own was, and parts of unknown kinds are left aside.
    /// </summary>
    private const CmsFindings Harmless = CmsFindings.UnknownElement | CmsFindings.AttributesNotDer;

    /// <summary>Findings that <see cref="Apply"/> weighs by the form of the signature.</summary>
    private const CmsFindings Bindings = CmsFindings.SignedAttributesMissing | CmsFindings.SigningCertificateMissing;

    /// <summary>Everything that has a rule.</summary>
    internal static CmsFindings Known { get; } = Rules.Aggregate(Harmless | Bindings, static (all, rule) => all | rule.Finding);

    /// <summary>What a check says about the bytes: an unknown algorithm never says that they were altered.</summary>
    internal static Integrity IntegrityOf(CmsCheck check) =>
        check.Intact == false || (check.Findings & MalformedContents) != 0 ? Integrity.Broken
        : check.Intact == true ? Integrity.Intact
        : Integrity.Unknown;

    /// <param name="check">What the check found.</param>
    /// <param name="signer">The signer; null where the structure has none.</param>
    /// <param name="demandsSigningCertificate">Whether the form demands the attribute: PAdES and time-stamps do, older forms do not.</param>
    /// <param name="findings">Where the verdict gathers.</param>
    internal static void Apply(CmsFindings check, CmsSignerInfo? signer, bool demandsSigningCertificate, Findings findings)
    {
        string algorithm = signer is null ? "" : NameOf(signer);
        if (signer is not null && !HasKnownVersions(signer))
        {
            findings.Fail(ReasonCodes.CmsMalformed, SubIndication.FormatFailure, Error.Facts(("detail", "it has a version that does not exist")));
        }
        foreach (Rule rule in Rules)
        {
            if ((check & rule.Finding) == 0)
            {
                continue;
            }
            IReadOnlyDictionary<string, string> facts = Error.Facts(("detail", rule.Detail), ("algorithm", algorithm));
            if (rule.Weight == Weight.Fail)
            {
                findings.Fail(rule.Code, rule.Sub, facts);
            }
            else
            {
                findings.Doubt(rule.Code, rule.Sub, facts);
            }
        }
        if ((check & CmsFindings.SignedAttributesMissing) != 0 && demandsSigningCertificate)
        {
            findings.Fail(ReasonCodes.AttributesInvalid, SubIndication.FormatFailure, Error.Facts(("detail", "there are none")));
        }
        if ((check & (CmsFindings.SigningCertificateMissing | CmsFindings.SignedAttributesMissing)) != 0)
        {
            if (demandsSigningCertificate)
            {
                findings.Doubt(ReasonCodes.SigningCertificateAttributeMissing, SubIndication.SigConstraintsFailure);
            }
            else
            {
                findings.Note(ReasonCodes.SigningCertificateAttributeAbsent);
            }
        }
    }

    // RFC 5652, 5.1 and 5.3: the signer's follows from how it names its certificate, the structure's from what is in it.
    private static bool HasKnownVersions(CmsSignerInfo signer) =>
        signer.SignedData.Version is 1 or 3 or 4 or 5 && signer.Version == (signer.SubjectKeyIdentifier is null ? 1 : 3);

    /// <summary>The algorithm that a sentence about a signer means: the one that is unknown, if one is.</summary>
    private static string NameOf(CmsSignerInfo signer) =>
        signer.Digest is null ? signer.DigestAlgorithm.Oid : signer.Method?.ToString() ?? signer.SignatureAlgorithm.Oid;
}
