using Signing.Core.Pdf.CrossReferences;

namespace Signing.Core.Pdf.Repair;

/// <summary>What takes the place of a damaged file's cross-reference: the objects that the scan found.</summary>
internal sealed class RepairedSection : CrossReferenceSection
{
    private readonly FileScan _scan;

    internal RepairedSection(FileScan scan)
        : base(0, scan.Trailers.Merge()) => _scan = scan;

    internal override CrossReferenceForm Form => _scan.Objects.HasMembers ? CrossReferenceForm.Stream : CrossReferenceForm.Table;

    /// <summary>The signatures that the scan met, whether or not anything leads to them.</summary>
    internal IReadOnlyList<SignatureMark> Signatures => _scan.Seen.Signatures;

    /// <summary>
    /// The number after the highest one that anything says is in use: an object that is lost may still be referred to, and
    /// no new one may appear in its place. What is out of all proportion is not believed.
    /// </summary>
    internal int NumberEnd => Believable(Math.Max(_scan.Trailers.Size, _scan.Seen.HighestReferred + 1));

    internal override IEnumerable<NumberRange> Ranges(bool withHidden) => _scan.Objects.Ranges;

    internal override bool TryGet(int number, bool withHidden, out CrossReferenceEntry entry) => _scan.Objects.TryGet(number, out entry);

    /// <summary>
    /// The second step, when streams can be decrypted: lists what is in object streams, and finds the catalog. A stream that
    /// cannot be read is passed over.
    /// </summary>
    internal void Complete(PdfView view, ObjectLoader loader)
    {
        foreach (CrossReferenceEntry entry in _scan.ObjectStreams)
        {
            try
            {
                List(loader.OpenStream(view, entry), entry);
            }
            catch (SigningException error) when (error.Code == ErrorCodes.PdfDamaged)
            {
                // What it held is lost; what needs it will say so.
                continue;
            }
        }
        Trailer["Root"] = FindRoot(view);
        Trailer.Freeze(0, 0);
    }

    private void List(ObjectStream stream, in CrossReferenceEntry entry)
    {
        for (int i = 0; i < stream.Numbers.Count; i++)
        {
            _scan.Objects.PutMember(stream.Numbers[i], entry, i);
        }
        foreach ((int number, ReadOnlyMemory<byte> bytes) in stream.Written())
        {
            using var words = new WordScanner(PdfSource.FromMemory(bytes));
            while (words.Next())
            {
                if (words.IsName)
                {
                    _scan.Seen.SeeName(words, CrossReferenceEntry.InStream(number, entry.Number, 0), -1);
                }
                else
                {
                    _scan.Seen.SeeOther();
                }
            }
        }
    }

    /// <summary>
    /// The last trailer whose catalog has pages, then the last catalog that has; failing these, one without pages: what
    /// calls itself a catalog before what a trailer calls so.
    /// </summary>
    private PdfObject FindRoot(PdfView view)
    {
        PdfObject[] named = [.. _scan.Trailers.Rooted.Reverse().Select(static trailer => trailer["Root"]!)];
        PdfObject[] all = [.. named, .. _scan.Seen.Catalogs.Reverse().Select(Reference)];
        return Array.Find(all, root => HasPages(view, root))
            ?? Array.Find(all, root => Read(view, root)?.IsName("Type", "Catalog") == true)
            ?? Array.Find(named, root => Read(view, root) is not null)
            ?? throw PdfError.Damaged("no catalog can be found", 0);
    }

    private PdfReference Reference(int number) =>
        new(number, _scan.Objects.TryGet(number, out CrossReferenceEntry entry) ? entry.Generation : 0);

    private static int Believable(int number) => number <= ScannedObjects.HighestNumber / 2 ? number : 0;

    private static bool HasPages(PdfView view, PdfObject root)
    {
        try
        {
            return Read(view, root) is { } catalog && view.Get<PdfDictionary>(catalog, "Pages") is not null;
        }
        catch (SigningException error) when (error.Code == ErrorCodes.PdfDamaged)
        {
            return false;
        }
    }

    private static PdfDictionary? Read(PdfView view, PdfObject root)
    {
        try
        {
            return view.Resolve(root) as PdfDictionary;
        }
        catch (SigningException error) when (error.Code == ErrorCodes.PdfDamaged)
        {
            return null;
        }
    }
}
