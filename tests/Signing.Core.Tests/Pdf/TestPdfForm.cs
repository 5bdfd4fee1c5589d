namespace Signing.Core.Tests.Pdf;

/// <summary>How a <see cref="TestPdf"/> writes a revision.</summary>
public enum TestPdfForm
{
    /// <summary>Cross-reference table and trailer.</summary>
    Table,
    /// <summary>Cross-reference stream; every object stands by itself.</summary>
    Stream,
    /// <summary>Cross-reference stream; all but streams stand in object streams.</summary>
    ObjectStreams,
    /// <summary>Cross-reference table, and objects from 3 on that only its <c>/XRefStm</c> names stand in an object stream.</summary>
    Hybrid,
}
