namespace Signing.Core.Creation;

/// <summary>What extending does about a signature that is <c>invalid</c>.</summary>
public enum InvalidSignatures
{
    /// <summary>Do not extend: <see cref="ErrorCodes.PdfSignatureInvalid"/> names the field.</summary>
    Refuse,
    /// <summary>
    /// Time-stamp the document all the same, to prove since when it has been as it is. No proofs are gathered for that signature,
    /// nor for one whose certificate is revoked or not trusted.
    /// </summary>
    TimestampAnyway,
}
