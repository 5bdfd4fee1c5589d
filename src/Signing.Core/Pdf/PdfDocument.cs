using Signing.Core.Pdf.CrossReferences;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf;

/// <summary>
/// A PDF document (ISO 32000-2), read where it is needed and not before. Not thread-safe; several documents may read one
/// source at the same time. The source stays the caller's.
/// </summary>
internal sealed class PdfDocument : IDisposable
{
    private readonly ObjectParser _parser;
    private readonly ByteCursor _rowCursor;
    private readonly ObjectLoader _loader;
    private readonly List<CrossReferenceSection> _sections;
    private readonly FileHeader _header;

    private PdfDocument(PdfSource source, PdfBudget budget, TimeProvider time)
    {
        Source = source;
        Meter = new BudgetMeter(budget, time);
        Meter.Enter();
        var names = new NameTable();
        _parser = new ObjectParser(source, Meter, names);
        _rowCursor = new ByteCursor(source);
        _loader = new ObjectLoader(_parser, Meter, names);
        try
        {
            _header = FileHeader.Read(source);
            FileTail tail = FileTail.Read(source, _parser.Lexer);
            var reader = new CrossReferenceReader(_parser, _rowCursor, _header.Offset, Meter, stream => _loader.Decode(stream, null));
            _sections = reader.Read(tail.StartXref);
            Revisions = RevisionBuilder.Build(_sections, tail, Meter);
            if (Trailer["Encrypt"] is not null)
            {
                throw PdfError.Encrypted("the trailer names an encryption dictionary");
            }
            Current = At(Revisions.Count);
            _ = Current.Catalog;
        }
        catch
        {
            Dispose();
            throw;
        }
        Meter.Leave();
    }

    public PdfSource Source { get; }

    public PdfBudget Budget => Meter.Budget;

    /// <summary>The version of the header, or the catalog's where that is later (ISO 32000-2, 7.5.2 and Table 29).</summary>
    public string Version => Current.Get<PdfName>(Current.Catalog, "Version") is PdfName later
        && string.CompareOrdinal(later.Value, _header.Version) > 0 ? later.Value : _header.Version;

    /// <summary>Where <c>%PDF-</c> stands: offsets written in the file count from here.</summary>
    public long HeaderOffset => _header.Offset;

    /// <summary>The newest revision's trailer.</summary>
    public PdfDictionary Trailer => Revisions[^1].Trailer;

    /// <summary>The revisions, the oldest first.</summary>
    public IReadOnlyList<PdfRevision> Revisions { get; }

    /// <summary>The document as it is now.</summary>
    public PdfView Current { get; }

    /// <summary>Where the last revision ends.</summary>
    public long TailOffset => Revisions[^1].EndOffset;

    /// <summary>Whether anything but NUL and white space follows the last revision.</summary>
    public bool HasTrailingData => FileTail.HasContentAfter(Source, TailOffset);

    /// <summary>The number after the highest that any cross-reference section names.</summary>
    public int HighestNumberEnd => SectionList.HighestEnd(_sections);

    internal BudgetMeter Meter { get; }

    public static PdfDocument Open(PdfSource source, PdfBudget? budget = null, TimeProvider? time = null) =>
        new(source, budget ?? new PdfBudget(), time ?? TimeProvider.System);

    /// <summary>The document as it was at a revision.</summary>
    /// <param name="revision">From 1.</param>
    public PdfView At(int revision) => new(this, Revisions[revision - 1], true, _sections, _loader);

    /// <summary>The same as a reader of PDF 1.4 sees it: without what only <c>/XRefStm</c> names.</summary>
    public PdfView AtWithoutHidden(int revision) => new(this, Revisions[revision - 1], false, _sections, _loader);

    public void Dispose()
    {
        _loader.Dispose();
        _parser.Dispose();
        _rowCursor.Dispose();
    }
}
