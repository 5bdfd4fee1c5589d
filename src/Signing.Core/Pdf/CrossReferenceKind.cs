namespace Signing.Core.Pdf;

/// <summary>What a cross-reference entry says about its object.</summary>
internal enum CrossReferenceKind
{
    /// <summary>There is no such object.</summary>
    Free,
    /// <summary>It stands in the file at an offset.</summary>
    InFile,
    /// <summary>It stands in an object stream.</summary>
    InStream,
}
