using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Who refers to the objects that later revisions add or change. The file is looked through once, when that is first asked; an object
/// is read only where something in it looks like such a reference.
/// </summary>
internal sealed class ReferenceIndex
{
    private const int ChunkLength = 1 << 20;
    private const int MostSightings = 1_000_000;
    private const int MostNested = 16;

    /// <summary>Stands for whatever refers to everything because it cannot be read.</summary>
    private const int Unreadable = -1;

    private readonly PdfDocument _document;
    private readonly HashSet<int> _wanted = [];
    private readonly HashSet<int> _containers = [];
    private readonly Dictionary<int, HashSet<CrossReferenceEntry>> _sightings = [];
    private readonly HashSet<CrossReferenceEntry> _odd = [];
    private readonly HashSet<int> _holders = [];
    private readonly int _last;
    private CrossReferenceEntry[]? _places;
    private long[] _offsets = [];
    private bool _hasUnreadable;
    private bool _knowsHolders;

    /// <param name="document">The document.</param>
    /// <param name="signed">The first revision with a signature: what later ones touch is asked about.</param>
    internal ReferenceIndex(PdfDocument document, int signed)
    {
        _document = document;
        Pages = new PageNumbers();
        _last = document.Revisions.Count;
        for (int revision = signed + 1; revision <= _last; revision++)
        {
            foreach (CrossReferenceEntry entry in document.Revisions[revision - 1].Entries)
            {
                _wanted.Add(entry.Number);
            }
        }
    }

    /// <summary>Which page is which, for sentences.</summary>
    internal PageNumbers Pages { get; }

    /// <summary>Whether objects are, or were, kept in the stream with this number.</summary>
    internal bool IsContainer(int number)
    {
        Scan();
        return _containers.Contains(number);
    }

    /// <summary>The objects of a view that refer to a number, of whatever generation; something negative for what cannot be read.</summary>
    /// <param name="view">The view.</param>
    /// <param name="number">A number that a later revision names, or that of an object which refers to such; of others nothing is known.</param>
    internal IEnumerable<int> Holders(PdfView view, int number)
    {
        Scan();
        if (!_wanted.Contains(number))
        {
            ScanForHolders();
        }
        if (_hasUnreadable || !(_wanted.Contains(number) || _holders.Contains(number)))
        {
            yield return Unreadable;
        }
        foreach (CrossReferenceEntry place in _sightings.TryGetValue(number, out HashSet<CrossReferenceEntry>? sightings) ? sightings.Union(_odd) : _odd)
        {
            foreach (int holder in HoldersAt(view, place, number))
            {
                yield return holder;
            }
        }
    }

    private IEnumerable<int> HoldersAt(PdfView view, CrossReferenceEntry place, int number)
    {
        if (!view.TryGet(place.Number, out CrossReferenceEntry live) || live != place)
        {
            // What was replaced before, no reader sees any more.
            yield break;
        }
        if (!_containers.Contains(place.Number))
        {
            if (Refers(view, place.Number, number))
            {
                yield return place.Number;
            }
            yield break;
        }
        foreach (int inside in view.OpenStream(place).Numbers.ToArray())
        {
            if (view.TryGet(inside, out CrossReferenceEntry entry) && entry.Kind == CrossReferenceKind.InStream && entry.StreamNumber == place.Number && Refers(view, inside, number))
            {
                yield return inside;
            }
        }
    }

    private static bool Refers(PdfView view, int holder, int number)
    {
        try
        {
            return References.HasTo(view.GetObject(holder), number);
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            // What this reader cannot read, another may.
            return true;
        }
    }

    private void Scan()
    {
        if (_places is not null)
        {
            return;
        }
        _places = ReadPlaces();
        _offsets = Array.ConvertAll(_places, static place => place.Offset);
        Scan(_wanted);
    }

    /// <summary>The file is looked through a second time, and no more: who refers to those that refer to what later revisions name.</summary>
    private void ScanForHolders()
    {
        if (_knowsHolders)
        {
            return;
        }
        _knowsHolders = true;
        HashSet<int> sighted = [.. _sightings.Values.SelectMany(static places => places).Concat(_odd).Select(static place => place.Number)];
        _holders.UnionWith(sighted);
        foreach (CrossReferenceEntry entry in _document.Revisions.SelectMany(static revision => revision.Entries))
        {
            if (entry.Kind == CrossReferenceKind.InStream && sighted.Contains(entry.StreamNumber))
            {
                _holders.Add(entry.Number);
            }
        }
        _holders.ExceptWith(_wanted);
        Scan(_holders);
    }

    private void Scan(HashSet<int> wanted)
    {
        var sightings = new List<(int? Number, long Place)>();
        var scan = new ReferenceScan(wanted, (number, place) =>
        {
            _document.Meter.Tick();
            if (sightings.Count == MostSightings)
            {
                throw PdfError.Budget("references", MostSightings);
            }
            sightings.Add((number, place));
        });
        ScanFile(scan);
        foreach ((int? number, long place) in sightings)
        {
            foreach (CrossReferenceEntry entry in Around(place))
            {
                Note(number, entry);
            }
        }
        sightings.Clear();
        foreach (CrossReferenceEntry container in _places!.Where(place => _containers.Contains(place.Number)).ToArray())
        {
            ScanStream(scan, container);
            sightings.ForEach(seen => Note(seen.Number, container));
            sightings.Clear();
        }
    }

    /// <summary>Where objects stand in the file, in any revision, ascending.</summary>
    private CrossReferenceEntry[] ReadPlaces()
    {
        var places = new HashSet<CrossReferenceEntry>();
        foreach (PdfRevision revision in _document.Revisions)
        {
            foreach (CrossReferenceEntry entry in revision.Entries)
            {
                if (entry.Kind == CrossReferenceKind.InFile)
                {
                    places.Add(entry);
                }
                else if (entry.Kind == CrossReferenceKind.InStream)
                {
                    _containers.Add(entry.StreamNumber);
                }
            }
        }
        CrossReferenceEntry[] sorted = [.. places];
        Array.Sort(sorted, static (a, b) => a.Offset.CompareTo(b.Offset));
        return sorted;
    }

    private void ScanFile(ReferenceScan scan)
    {
        PdfSource source = _document.Source;
        if (source.Memory is { } memory)
        {
            _document.Meter.TickForBytes(memory.Length);
            scan.Read(memory.Span, 0, 0);
            return;
        }
        byte[] buffer = new byte[ReferenceScan.LongestReference + ChunkLength];
        int kept = 0;
        for (long offset = 0; offset < source.Length;)
        {
            int read = (int)Math.Min(ChunkLength, source.Length - offset);
            source.ReadExactly(offset, buffer.AsSpan(kept, read));
            _document.Meter.TickForBytes(read);
            scan.Read(buffer.AsSpan(0, kept + read), kept, offset - kept);
            offset += read;
            int end = kept + read;
            kept = Math.Min(end, ReferenceScan.LongestReference);
            buffer.AsSpan(end - kept, kept).CopyTo(buffer);
        }
    }

    private void ScanStream(ReferenceScan scan, CrossReferenceEntry container)
    {
        for (int revision = 1; revision <= _last; revision++)
        {
            PdfView view = _document.At(revision);
            if (!view.TryGet(container.Number, out CrossReferenceEntry live) || live != container)
            {
                continue;
            }
            try
            {
                view.VisitStream(container, stream =>
                {
                    foreach ((_, ReadOnlyMemory<byte> bytes) in stream.Written())
                    {
                        scan.Read(bytes.Span, 0, 0);
                    }
                });
            }
            catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
            {
                _hasUnreadable = true;
            }
            return;
        }
    }

    /// <summary>
    /// The object that a place is in. An entry may name what stands inside another object, and what cannot be read has no end: so there
    /// may be several, and none where the place lies in the data of a stream.
    /// </summary>
    private IEnumerable<CrossReferenceEntry> Around(long place)
    {
        int next = Array.BinarySearch(_offsets, place);
        next = next < 0 ? ~next - 1 : next;
        for (int i = next; i >= Math.Max(0, next - MostNested); i--)
        {
            CrossReferenceEntry entry = _places![i];
            if (TryLoad(entry) is not { } found)
            {
                yield return entry;
                continue;
            }
            if (place >= found.EndOffset)
            {
                continue;
            }
            if (!(found.Value is PdfStream stream && place >= stream.DataOffset && place < stream.DataOffset + stream.Length))
            {
                yield return entry;
            }
            yield break;
        }
    }

    private PdfIndirectObject? TryLoad(in CrossReferenceEntry entry)
    {
        try
        {
            return _document.Current.Load(entry);
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            return null;
        }
    }

    private void Note(int? number, CrossReferenceEntry entry)
    {
        if (number is not { } known)
        {
            _odd.Add(entry);
            return;
        }
        if (!_sightings.TryGetValue(known, out HashSet<CrossReferenceEntry>? places))
        {
            _sightings.Add(known, places = []);
        }
        places.Add(entry);
    }
}
