namespace Signing.Core;

/// <summary>The codes of <see cref="SigningException"/>. They are part of the contract: added to, never changed.</summary>
public static class ErrorCodes
{
    /// <summary>The input is empty.</summary>
    public const string RequestEmpty = "request.empty";
    /// <summary>An option is unknown, repeated, malformed or contradicts another.</summary>
    public const string RequestOption = "request.option";
    /// <summary>The configuration is wrong; the facts name the setting.</summary>
    public const string ConfigurationInvalid = "configuration.invalid";

    /// <summary>The bytes are not a PDF document.</summary>
    public const string PdfNotPdf = "pdf.not_pdf";
    /// <summary>The document's structure is broken; the facts say what and at which offset.</summary>
    public const string PdfDamaged = "pdf.damaged";
    /// <summary>The document is damaged and carries signatures, so it is not signed again.</summary>
    public const string PdfSignedDamaged = "pdf.signed_damaged";
    /// <summary>The document is encrypted and was not opened: its password is needed, or its encryption is of a kind that is not supported.</summary>
    public const string PdfEncrypted = "pdf.encrypted";
    /// <summary>The password given does not open the document.</summary>
    public const string PdfPasswordWrong = "pdf.password_wrong";
    /// <summary>The document's own permissions or certification forbid the change.</summary>
    public const string PdfNotPermitted = "pdf.not_permitted";
    /// <summary>The document has no signature that could be extended.</summary>
    public const string PdfUnsigned = "pdf.unsigned";
    /// <summary>A signature of the document is invalid, so that nothing is appended that would vouch for it; the facts name its field.</summary>
    public const string PdfSignatureInvalid = "pdf.signature_invalid";
    /// <summary>A budget against hostile documents is exhausted; the facts name it.</summary>
    public const string PdfBudget = "pdf.budget";

    /// <summary>No signature field has this full name.</summary>
    public const string FieldUnknown = "field.unknown";
    /// <summary>The signature field is signed already.</summary>
    public const string FieldSigned = "field.signed";
    /// <summary>The signature field has no signature.</summary>
    public const string FieldUnsigned = "field.unsigned";
    /// <summary>The document has no signature of this number.</summary>
    public const string SignatureUnknown = "signature.unknown";
    /// <summary>The signature covers only a part of its revision, or its ByteRange is malformed.</summary>
    public const string SignaturePartial = "signature.partial";
    /// <summary>The document has no revision of this number.</summary>
    public const string RevisionUnknown = "revision.unknown";
    /// <summary>The signature field's seed value or lock asks for something that this signature does not meet.</summary>
    public const string FieldConstraint = "field.constraint";

    /// <summary>No key has this name or thumbprint.</summary>
    public const string KeyUnknown = "key.unknown";
    /// <summary>The key cannot make the signature algorithm asked for.</summary>
    public const string KeyAlgorithm = "key.algorithm";
    /// <summary>A key file cannot be read: wrong password, or not PKCS#12.</summary>
    public const string KeyFile = "key.file";

    /// <summary>The signer's certificate has expired or is not yet valid.</summary>
    public const string SignerExpired = "signer.expired";
    /// <summary>The signer's certificate is revoked or on hold.</summary>
    public const string SignerRevoked = "signer.revoked";
    /// <summary>The signer's certificate does not lead to a configured trust anchor, or may not sign documents.</summary>
    public const string SignerUntrusted = "signer.untrusted";
    /// <summary>A proof that the signature needs cannot be had.</summary>
    public const string ProofMissing = "proof.missing";
    /// <summary>The reserved space for the signature is too small; the facts name the size needed.</summary>
    public const string ContentsTooSmall = "contents.too_small";

    /// <summary>The signature value does not verify with the signer's certificate.</summary>
    public const string SignatureInvalid = "signature.invalid";
    /// <summary>The prepared state is damaged or of an unknown version.</summary>
    public const string StateInvalid = "state.invalid";
    /// <summary>The document is not the one that was prepared.</summary>
    public const string StateDocument = "state.document";

    /// <summary>The time-stamp authority's answer is malformed, a refusal, or belongs to another request.</summary>
    public const string TsaInvalidResponse = "tsa.invalid_response";
    /// <summary>No time-stamp authority could be reached.</summary>
    public const string TsaUnavailable = "tsa.unavailable";
    /// <summary>The time-stamp authority did not answer in time.</summary>
    public const string TsaTimeout = "tsa.timeout";

    /// <summary>The token is not there: not plugged in, removed, or its module cannot be loaded.</summary>
    public const string TokenAbsent = "token.absent";
    /// <summary>The token's queue is full.</summary>
    public const string TokenBusy = "token.busy";
    /// <summary>The PIN was rejected, now or before; it is not tried again.</summary>
    public const string TokenPinWrong = "token.pin_wrong";
    /// <summary>The PIN is locked, or so near to it that it is not tried without an operator's word.</summary>
    public const string TokenPinLocked = "token.pin_locked";
    /// <summary>The token did not answer in time.</summary>
    public const string TokenTimeout = "token.timeout";
    /// <summary>The token failed in a way that has no code of its own; the facts name the PKCS#11 return value.</summary>
    public const string TokenFailed = "token.failed";

    /// <summary>An address was refused by the fetch rules, did not answer, or answered too much.</summary>
    public const string FetchFailed = "fetch.failed";
    /// <summary>A file could not be read or written; nothing was left half-written.</summary>
    public const string FileFailed = "file.failed";
}
