namespace Signing.Core.Cms;

/// <summary>Why bytes cannot be read as the structure that they should be.</summary>
internal enum CmsProblem
{
    /// <summary>The bytes are not the ASN.1 that the structure's standard describes.</summary>
    Malformed,
    /// <summary>A ContentInfo, but of another content type than the one needed.</summary>
    WrongContentType,
    /// <summary>A form that is well described but not supported, for example an unknown version.</summary>
    Unsupported,
    /// <summary>Values are nested deeper than any honest structure.</summary>
    TooDeep,
    /// <summary>More elements, or a longer one, than any honest structure has.</summary>
    TooLarge,
}
