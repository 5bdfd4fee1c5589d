namespace Signing.Core.Pdf;

/// <summary>What was wrong in a dictionary as written, so that two readers may see two dictionaries.</summary>
[Flags]
internal enum PdfDictionaryDefects
{
    None = 0,
    /// <summary>A key stands in it more than once; the last one counts.</summary>
    DuplicateKeys = 1,
    /// <summary>The last key has no value; it counts as null.</summary>
    MissingValue = 2,
}
