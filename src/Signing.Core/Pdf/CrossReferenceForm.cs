namespace Signing.Core.Pdf;

/// <summary>How a cross-reference section is written.</summary>
internal enum CrossReferenceForm
{
    /// <summary>A table and a trailer (ISO 32000-2, 7.5.4).</summary>
    Table,
    /// <summary>A cross-reference stream (7.5.8).</summary>
    Stream,
    /// <summary>A table whose trailer names a cross-reference stream in <c>/XRefStm</c> (7.5.8.4).</summary>
    Hybrid,
}
