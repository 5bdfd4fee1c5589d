namespace Signing.Core.Creation;

/// <summary>The codes of what signing remarks: stable names, added to but never changed.</summary>
public static class SigningNoteCodes
{
    /// <summary>The document was damaged: it was repaired to be read, and the update has a whole cross-reference of its own.</summary>
    public const string DocumentRepaired = "DOCUMENT_REPAIRED";
    /// <summary>
    /// Readers may see different things in the document: keys or objects stand in it twice, or streams end elsewhere than their lengths
    /// say. Where one reading can be made the only one, the signature's update did so.
    /// </summary>
    public const string AmbiguousStructure = "AMBIGUOUS_STRUCTURE";
    /// <summary>The document has an XFA form (ISO 32000-1, 12.7.8), which was kept as it is.</summary>
    public const string XfaKept = "XFA_KEPT";
    /// <summary>The document has usage rights (ISO 32000-2, 12.8.2.3), which were kept and may no longer be granted.</summary>
    public const string UsageRightsKept = "USAGE_RIGHTS_KEPT";
}
