using Signing.Core.Pdf.CrossReferences;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.Repair;

/// <summary>Where a document's objects stand: as its cross-reference says, or as a scan found them.</summary>
/// <param name="Header">The file header.</param>
/// <param name="Sections">The newest first.</param>
/// <param name="Revisions">The oldest first.</param>
/// <param name="Repaired">The scan's section; null where the file's own cross-reference serves.</param>
internal sealed record DocumentStructure(
    FileHeader Header, List<CrossReferenceSection> Sections, List<PdfRevision> Revisions, RepairedSection? Repaired)
{
    /// <summary>Follows the file's own cross-reference, with no doubt left out.</summary>
    internal static DocumentStructure Read(PdfSource source, ObjectParser parser, ByteCursor rowCursor, BudgetMeter meter, Func<PdfStream, byte[]> decode)
    {
        bool hasHeader = FileHeader.TryRead(source, out FileHeader header);
        try
        {
            FileTail tail = FileTail.Read(source, parser.Lexer);
            List<CrossReferenceSection> sections = new CrossReferenceReader(parser, rowCursor, header.Offset, meter, decode).Read(tail.StartXref);
            return new DocumentStructure(header, sections, RevisionBuilder.Build(sections, tail, meter), null);
        }
        catch (SigningException error) when (error.Code == ErrorCodes.PdfDamaged && !hasHeader)
        {
            // Where all else is sound, a missing header leaves nothing open but the version.
            throw PdfError.NotPdf();
        }
    }

    /// <summary>Scans the file. Which revision wrote what cannot be known any more: there is one.</summary>
    internal static DocumentStructure Scan(PdfSource source, ObjectParser parser, BudgetMeter meter)
    {
        FileHeader.TryRead(source, out FileHeader header);
        var repaired = new RepairedSection(FileScan.Run(source, header.Offset, parser, meter));
        List<CrossReferenceSection> sections = [repaired];
        return new DocumentStructure(header, sections, [new PdfRevision(1, 0, source.Length, sections, 0, 1, meter)], repaired);
    }
}
