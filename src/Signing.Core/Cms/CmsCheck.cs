namespace Signing.Core.Cms;

/// <summary>What checking one signature gave.</summary>
/// <param name="Findings">Everything that is not as it should be.</param>
/// <param name="DigestMatches">Whether the content is the one that was signed; <see langword="null"/>: could not be computed.</param>
/// <param name="SignatureMatches">Whether the value verifies with the certificate's key; <see langword="null"/>: could not be computed.</param>
internal sealed record CmsCheck(CmsFindings Findings, bool? DigestMatches, bool? SignatureMatches)
{
    /// <summary>
    /// Digest and value taken together: <see langword="false"/> when one of them failed, <see langword="true"/> when
    /// both verified, otherwise <see langword="null"/>. An unknown algorithm never says that a document was altered.
    /// </summary>
    internal bool? Intact => DigestMatches is false || SignatureMatches is false ? false
        : DigestMatches is true && SignatureMatches is true ? true
        : null;

    internal bool Has(CmsFindings finding) => (Findings & finding) != 0;
}
