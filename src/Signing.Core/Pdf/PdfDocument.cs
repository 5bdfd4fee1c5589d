using Signing.Core.Pdf.CrossReferences;
using Signing.Core.Pdf.Encryption;
using Signing.Core.Pdf.Repair;
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
    private readonly DocumentStructure _structure;
    private int? _firstHybrid;

    /// <param name="source">The file.</param>
    /// <param name="meter">The budget.</param>
    /// <param name="password">The user or owner password; null for none.</param>
    /// <param name="damage">What made strict reading fail; null to read strictly.</param>
    private PdfDocument(PdfSource source, BudgetMeter meter, string? password, PdfDamage? damage)
    {
        Source = source;
        Meter = meter;
        Damages = damage is { } known ? [known] : [];
        var names = new NameTable();
        _parser = new ObjectParser(source, Meter, names) { IsTolerant = IsRepaired };
        _rowCursor = new ByteCursor(source);
        _loader = new ObjectLoader(_parser, Meter, names);
        Meter.Enter();
        try
        {
            _structure = IsRepaired
                ? DocumentStructure.Scan(source, _parser, Meter)
                : DocumentStructure.Read(source, _parser, _rowCursor, Meter, stream => _loader.Decode(stream, null));
            Current = At(Revisions.Count);
            if (Trailer["Encrypt"] is not null && PdfSecurity.Open(Current, password) is { } security)
            {
                _loader.Security = security;
            }
            if (Security is not { IsOpen: false })
            {
                // Object streams may be encrypted, so what they hold is listed only now.
                _structure.Repaired?.Complete(Current, _loader);
                _ = Current.Catalog;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            Meter.Leave();
        }
    }

    public PdfSource Source { get; }

    public PdfBudget Budget => Meter.Budget;

    /// <summary>The version of the header, or the catalog's where that is later (ISO 32000-2, 7.5.2 and Table 29).</summary>
    public string Version => Security is not { IsOpen: false } && Current.Get<PdfName>(Current.Catalog, "Version") is PdfName later
        && string.CompareOrdinal(later.Value, _structure.Header.Version) > 0 ? later.Value : _structure.Header.Version;

    /// <summary>Where <c>%PDF-</c> stands: offsets written in the file count from here.</summary>
    public long HeaderOffset => _structure.Header.Offset;

    /// <summary>The document's encryption; null where it is not encrypted.</summary>
    public PdfSecurity? Security => _loader.Security;

    /// <summary>The newest revision's trailer.</summary>
    public PdfDictionary Trailer => Revisions[^1].Trailer;

    /// <summary>The revisions, the oldest first.</summary>
    public IReadOnlyList<PdfRevision> Revisions => _structure.Revisions;

    /// <summary>The document as it is now.</summary>
    public PdfView Current { get; }

    /// <summary>Where the last revision ends.</summary>
    public long TailOffset => Revisions[^1].EndOffset;

    /// <summary>Whether anything but NUL and white space follows the last revision.</summary>
    public bool HasTrailingData => FileTail.HasContentAfter(Source, TailOffset);

    /// <summary>
    /// Refuses a document with a signature behind its last revision: one stands there that has lost its closing. Other things
    /// behind the end are nothing, to every reader.
    /// </summary>
    /// <exception cref="SigningException"><see cref="ErrorCodes.PdfDamaged"/>.</exception>
    public void CheckTail()
    {
        if (HasTrailingData && FileTail.HasSignatureAfter(Source, TailOffset))
        {
            throw PdfError.Damaged("a signature stands behind the last startxref", TailOffset);
        }
    }

    /// <summary>The number after the highest that any cross-reference section names.</summary>
    public int HighestNumberEnd => Math.Max(SectionList.HighestEnd(_structure.Sections), _structure.Repaired?.NumberEnd ?? 0);

    /// <summary>
    /// Whether it is damaged and its structure comes from a scan. Another reader may see another document, so nothing in it
    /// is proven, and an update of it needs a whole cross-reference of its own.
    /// </summary>
    public bool IsRepaired => Damages.Count > 0;

    /// <summary>What is wrong with it; nothing where it is sound as far as it was read.</summary>
    public IReadOnlyList<PdfDamage> Damages { get; }

    /// <summary>The objects that were read over damage of their own so far: an update must give them a sound form.</summary>
    internal IReadOnlyCollection<PdfReference> Mended => _loader.Mended;

    /// <summary>The signatures that the scan of a damaged document met, whether or not anything leads to them.</summary>
    public IReadOnlyList<SignatureMark> SignatureMarks => _structure.Repaired?.Signatures ?? [];

    /// <summary>The widest range of numbers that no cross-reference section names, and that others follow.</summary>
    internal NumberRange WidestUnused() => SectionList.WidestGap(_structure.Sections);

    /// <summary>The cross-reference sections of a revision.</summary>
    internal IEnumerable<CrossReferenceSection> SectionsOf(PdfRevision revision) => _structure.Sections.Skip(revision.FirstSection).Take(revision.SectionCount);

    internal BudgetMeter Meter { get; }

    /// <summary>
    /// Opens a document strictly, or repaired where its structure is damaged. Where it is encrypted and no password is
    /// given, it opens closed: see <see cref="Security"/>.
    /// </summary>
    /// <param name="source">The document's bytes.</param>
    /// <param name="budget">What reading may cost.</param>
    /// <param name="time">The clock of the budget.</param>
    /// <param name="password">The user or owner password, if the document is encrypted; null for none.</param>
    /// <exception cref="SigningException">
    /// <see cref="ErrorCodes.PdfDamaged"/> with the damage that strict reading met, where that cannot be repaired;
    /// <see cref="ErrorCodes.PdfNotPdf"/>, <see cref="ErrorCodes.PdfBudget"/>;
    /// <see cref="ErrorCodes.PdfPasswordWrong"/>: the password does not open the document.
    /// </exception>
    public static PdfDocument Open(PdfSource source, PdfBudget? budget = null, TimeProvider? time = null, string? password = null) =>
        Open(source, new BudgetMeter(budget ?? new PdfBudget(), time ?? TimeProvider.System), password);

    /// <summary>
    /// Opens a document and does work on it. Damage may show only when an object is needed: then the document is opened
    /// repaired, and the work done once more.
    /// </summary>
    public static T Read<T>(PdfSource source, PdfBudget budget, TimeProvider time, string? password, Func<PdfDocument, T> work)
    {
        var meter = new BudgetMeter(budget, time);
        PdfDamage damage;
        using (PdfDocument document = Open(source, meter, password))
        {
            try
            {
                return work(document);
            }
            catch (SigningException error) when (error.Code == ErrorCodes.PdfDamaged && !document.IsRepaired)
            {
                damage = PdfDamage.Of(error);
            }
        }
        using PdfDocument repaired = Repair(source, meter, password, damage);
        return work(repaired);
    }

    /// <summary>The same for work that waits for something.</summary>
    public static async Task<T> ReadAsync<T>(PdfSource source, PdfBudget budget, TimeProvider time, string? password, Func<PdfDocument, Task<T>> work)
    {
        var meter = new BudgetMeter(budget, time);
        PdfDamage damage;
        using (PdfDocument document = Open(source, meter, password))
        {
            try
            {
                return await work(document).ConfigureAwait(false);
            }
            catch (SigningException error) when (error.Code == ErrorCodes.PdfDamaged && !document.IsRepaired)
            {
                damage = PdfDamage.Of(error);
            }
        }
        using PdfDocument repaired = Repair(source, meter, password, damage);
        return await work(repaired).ConfigureAwait(false);
    }

    /// <summary>The document as it was at a revision.</summary>
    /// <param name="revision">From 1.</param>
    public PdfView At(int revision) => new(this, Revisions[revision - 1], true, _structure.Sections, _loader);

    /// <summary>Whether readers of PDF 1.4 see another document than others at a revision.</summary>
    /// <param name="revision">From 1.</param>
    public bool HasHidden(int revision) => revision >= (_firstHybrid ??= Revisions.FirstOrDefault(static past => past.Form == CrossReferenceForm.Hybrid)?.Number ?? int.MaxValue);

    /// <summary>The same as a reader of PDF 1.4 sees it: without what only <c>/XRefStm</c> names.</summary>
    public PdfView AtWithoutHidden(int revision) => new(this, Revisions[revision - 1], false, _structure.Sections, _loader);

    public void Dispose()
    {
        Security?.Dispose();
        _loader.Dispose();
        _parser.Dispose();
        _rowCursor.Dispose();
    }

    private static PdfDocument Open(PdfSource source, BudgetMeter meter, string? password)
    {
        try
        {
            return new PdfDocument(source, meter, password, null);
        }
        catch (SigningException error) when (error.Code is ErrorCodes.PdfDamaged or ErrorCodes.PdfNotPdf)
        {
            if (TryRepair(source, meter, password, PdfDamage.Of(error)) is not { } repaired)
            {
                throw;
            }
            return repaired;
        }
    }

    private static PdfDocument Repair(PdfSource source, BudgetMeter meter, string? password, PdfDamage damage) =>
        TryRepair(source, meter, password, damage) ?? throw PdfError.Damaged(damage.What, damage.Offset);

    /// <summary>Null where nothing can be made of it: then what strict reading met says more.</summary>
    private static PdfDocument? TryRepair(PdfSource source, BudgetMeter meter, string? password, PdfDamage damage)
    {
        try
        {
            return new PdfDocument(source, meter, password, damage);
        }
        catch (SigningException error) when (error.Code == ErrorCodes.PdfDamaged)
        {
            return null;
        }
    }
}
