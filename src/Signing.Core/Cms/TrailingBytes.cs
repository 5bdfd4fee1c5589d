namespace Signing.Core.Cms;

/// <summary>What follows the CMS structure in the bytes that hold it.</summary>
internal enum TrailingBytes
{
    None,
    /// <summary>Only zeros: the padding of <c>/Contents</c>.</summary>
    Zeros,
    /// <summary>Anything else: bytes that nothing accounts for.</summary>
    Other,
}
