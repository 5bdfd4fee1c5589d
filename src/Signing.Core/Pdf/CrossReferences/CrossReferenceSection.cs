namespace Signing.Core.Pdf.CrossReferences;

/// <summary>One section of the chain that <c>startxref</c> and <c>/Prev</c> make.</summary>
internal abstract class CrossReferenceSection
{
    private protected CrossReferenceSection(long startXref, PdfDictionary trailer)
    {
        StartXref = startXref;
        Trailer = trailer;
    }

    /// <summary>The number that leads here, as <c>startxref</c> or <c>/Prev</c> has it.</summary>
    internal long StartXref { get; }

    internal PdfDictionary Trailer { get; }

    internal abstract CrossReferenceForm Form { get; }

    /// <summary>What follows the section directly, if it is closed.</summary>
    internal SectionClosing? Closing { get; init; }

    /// <summary>Where the section itself ends, its closing not counted.</summary>
    internal long EndOffset { get; init; }

    /// <summary>For the newest section: which sections of its chain name what; null until that is asked.</summary>
    internal SectionIndex? ChainIndex { get; set; }

    /// <summary>The numbers it has entries for, in the order of the file; those of <c>/XRefStm</c> too if asked for.</summary>
    internal abstract IEnumerable<NumberRange> Ranges(bool withHidden);

    /// <summary>The entry for an object; of several the first counts.</summary>
    /// <param name="number">The object's number.</param>
    /// <param name="withHidden">Whether objects that only <c>/XRefStm</c> names are seen.</param>
    /// <param name="entry">The entry.</param>
    internal abstract bool TryGet(int number, bool withHidden, out CrossReferenceEntry entry);
}
