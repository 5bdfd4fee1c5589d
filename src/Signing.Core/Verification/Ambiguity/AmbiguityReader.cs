using System.Globalization;
using Signing.Core.Pdf;
using Signing.Core.Verification.Changes;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>
/// Says where the signed bytes can be read in two ways: keys and objects that stand twice, streams that do not end where their length
/// says, cross-reference entries that contradict each other. Objects are read only where something looks odd.
/// </summary>
internal sealed class AmbiguityReader
{
    private const int MostHarmless = 20;

    private readonly PdfDocument _document;
    private readonly PdfView _signed;
    private readonly Dictionary<int, Reach> _reaches = [];
    private EndMarks? _ends;

    private AmbiguityReader(PdfDocument document, int signed)
    {
        _document = document;
        _signed = document.At(signed);
    }

    private EndMarks Ends => _ends ??= new EndMarks(_document, _document.Revisions[_signed.Revision - 1].EndOffset);

    /// <param name="document">The document; what was repaired is open to doubt in any case.</param>
    /// <param name="signed">The last revision that a signature covers; 0 for none.</param>
    internal static IReadOnlyList<AmbiguityEvidence> Read(PdfDocument document, int signed)
    {
        if (signed == 0 || document.IsRepaired)
        {
            return [];
        }
        document.Meter.Enter();
        try
        {
            var reader = new AmbiguityReader(document, signed);
            IEnumerable<AmbiguityEvidence> found = StructureScan.Run(document, signed, document.Revisions[signed - 1].EndOffset).Select(reader.Explain).OfType<AmbiguityEvidence>();
            int harmless = 0;
            return [.. found.OrderBy(static one => one.Revision).Where(one => one.IsReachable || harmless++ < MostHarmless)];
        }
        finally
        {
            document.Meter.Leave();
        }
    }

    /// <summary>Where readers differ in something that the catalog leads to, before a document is signed.</summary>
    /// <param name="document">The document, repaired or not.</param>
    internal static ReachableAmbiguity FindReachable(PdfDocument document)
    {
        document.Meter.Enter();
        try
        {
            var reader = new AmbiguityReader(document, document.Revisions.Count);
            var mendable = new SortedSet<int>();
            FactEvidence? mended = null;
            FactEvidence? lasting = null;
            foreach (Oddity oddity in StructureScan.Run(document, document.Revisions.Count, document.Source.Length))
            {
                if (reader.Explain(oddity) is not { } found || !found.Concerns(document.Revisions.Count))
                {
                    continue;
                }
                // What is not there, though something refers to it, is nothing to us and found by others: neither is right to write.
                if (IsMendable(oddity) && reader._signed.TryGet(oddity.Number, out CrossReferenceEntry entry) && entry.Kind != CrossReferenceKind.Free)
                {
                    mendable.Add(oddity.Number);
                    mended ??= found.Fact;
                }
                else
                {
                    lasting ??= found.Fact;
                }
            }
            return new ReachableAmbiguity(mendable, mended, lasting);
        }
        finally
        {
            document.Meter.Leave();
        }
    }

    /// <summary>
    /// Whether an object in its place ends the ambiguity. Wrong lengths and leftover objects are what damage and updates leave; two values
    /// for one key, or two entries for one object, no writer leaves by accident.
    /// </summary>
    private static bool IsMendable(Oddity oddity) => oddity.Kind is not (OddityKind.Keys or OddityKind.Entries);

    private AmbiguityEvidence? Explain(Oddity oddity)
    {
        bool isSecond = oddity.Kind is OddityKind.UnnamedObject or OddityKind.UnnamedMember or OddityKind.Entries;
        if (isSecond && HasTwoReadings(oddity) is not true and var same)
        {
            return same is null ? null : Tell(oddity, isReachable: false);
        }
        return Tell(oddity, oddity.Number == 0 || IsReachable(oddity));
    }

    private AmbiguityEvidence Tell(Oddity oddity, bool isReachable)
    {
        string detail = oddity.Kind switch
        {
            OddityKind.Keys when oddity.Number == 0 => "a key stands twice in a trailer, or has no value",
            OddityKind.Keys => "a key stands twice in a dictionary, or has no value",
            OddityKind.UnnamedObject => "an object stands in it that no cross-reference entry names",
            OddityKind.UnnamedMember => "an object stream holds an object that no cross-reference entry names",
            OddityKind.StreamLength => "a stream does not end where its length says",
            OddityKind.Nested => "an object stands in the data of a stream",
            _ => "two cross-reference entries name one object",
        };
        string? name = oddity.Number == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{oddity.Number} {oddity.Other.Generation}");
        return new AmbiguityEvidence(oddity.Revision, isReachable, new FactEvidence(ReasonCodes.AmbiguousStructure, Error.Facts(("detail", detail)), name))
        {
            Until = IsMendable(oddity) ? LastWith(oddity) : null,
        };
    }

    /// <summary>Whether the catalog leads to it as long as it stands: a later object may take a number that was free.</summary>
    private bool IsReachable(Oddity oddity)
    {
        int last = IsMendable(oddity) && LastWith(oddity) is { } until ? until : _signed.Revision;
        if (!_reaches.TryGetValue(last, out Reach? reach))
        {
            _reaches.Add(last, reach = new Reach(_document.At(last)));
        }
        return reach.Has(oddity.Number);
    }

    /// <summary>The last signed revision before another one that has the object anew.</summary>
    private int? LastWith(Oddity oddity)
    {
        for (int next = oddity.Revision + 1; next <= _signed.Revision; next++)
        {
            PdfRevision revision = _document.Revisions[next - 1];
            if (revision.TryGet(oddity.Number, out CrossReferenceEntry entry) && PlaceOf(_document.At(next), entry) >= revision.StartOffset)
            {
                return next - 1;
            }
        }
        return null;
    }

    /// <summary>Where in the file an object stands, be it in an object stream; -1 where it does not.</summary>
    private static long PlaceOf(PdfView view, CrossReferenceEntry entry) => entry.Kind switch
    {
        CrossReferenceKind.InFile => entry.Offset,
        CrossReferenceKind.InStream when view.TryGet(entry.StreamNumber, out CrossReferenceEntry container) && container.Kind == CrossReferenceKind.InFile => container.Offset,
        _ => -1,
    };

    /// <summary>Whether the other reading of an object says something else; null where there is no other.</summary>
    private bool? HasTwoReadings(Oddity oddity)
    {
        PdfView view = _document.At(oddity.Revision);
        PdfIndirectObject? counts = TryRead(() => view.Find(oddity.Number));
        PdfIndirectObject? other = TryRead(() => view.Load(oddity.Other));
        bool isSection = other?.Value is PdfStream { Dictionary: var dictionary }
            && (IsSection(dictionary.Offset) || (counts is null && dictionary.IsName("Type", "XRef") && !IsReachable(oddity)));
        bool isSamePlace = other is { StreamNumber: null } && counts is { StreamNumber: null } && counts.Offset == other.Offset;
        return isSection || isSamePlace || IsSuperseded(view, oddity, counts) ? null : !PdfEquality.Same(counts?.Value, other?.Value) || counts is null;
    }

    /// <summary>
    /// Whether an object that no entry names is what an update left of an older one, as where a damaged file was given a whole
    /// cross-reference: readers that search for objects take the last one too.
    /// </summary>
    private bool IsSuperseded(PdfView view, Oddity oddity, PdfIndirectObject? counts) =>
        oddity.Kind != OddityKind.Entries && counts is not null && PlaceOf(view, oddity.Other) is >= 0 and var place && Ends.HasBetween(place, counts.Offset);

    /// <summary>A cross-reference stream needs no entry of its own (ISO 32000-2, 7.5.8).</summary>
    private bool IsSection(long dictionary) => _document.Revisions.Any(revision => _document.SectionsOf(revision).Any(section => section.StandsAt(dictionary)));

    private static PdfIndirectObject? TryRead(Func<PdfIndirectObject?> read)
    {
        try
        {
            return read();
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            return null;
        }
    }
}
