using Signing.Core.Pdf;
using Signing.Core.Pdf.CrossReferences;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>
/// Looks through the signed revisions for what readers may read in different ways, at a small part of the cost of reading all their
/// objects. What is found is merely odd: whether readers differ in anything that they show is for others to say.
/// </summary>
internal sealed class StructureScan : IDisposable
{
    private const int MostOddities = 1000;

    private readonly PdfDocument _document;
    private readonly PdfRevision[] _revisions;
    private readonly ObjectScan _objects;
    private readonly MemberScan _members;
    private readonly int[] _named;
    private readonly HashSet<int>[] _containers;
    private readonly HashSet<Oddity> _odd = [];
    private readonly PdfView _last;
    private PdfView _view;
    private int _revision;
    private long _dataStart;
    private long _dataEnd;

    private StructureScan(PdfDocument document, int signed)
    {
        _document = document;
        _revisions = [.. document.Revisions.Take(signed)];
        _named = new int[signed];
        _containers = [.. _revisions.Select(static _ => new HashSet<int>())];
        _objects = new ObjectScan(document.Source, document.Meter, new DictionaryKeys());
        _members = new MemberScan((kind, other) => Tell(kind, other.Number, other));
        _last = document.At(signed);
        _view = document.At(1);
    }

    /// <param name="document">The document.</param>
    /// <param name="signed">The last revision that a signature covers.</param>
    /// <param name="end">Where that revision ends, or a further signature would begin.</param>
    internal static IReadOnlyCollection<Oddity> Run(PdfDocument document, int signed, long end)
    {
        using var scan = new StructureScan(document, signed);
        HeadScan.Run(document, end, scan.See);
        foreach (PdfRevision revision in scan._revisions)
        {
            scan.ReadEntries(revision);
        }
        return scan._odd;
    }

    public void Dispose() => _objects.Dispose();

    private void See(CrossReferenceEntry head, long value)
    {
        while (_revision < _revisions.Length - 1 && head.Offset >= _revisions[_revision].EndOffset)
        {
            Enter(_revision + 1);
        }
        bool isNamed = IsNamed(head);
        if (head.Offset >= _dataStart && head.Offset < _dataEnd)
        {
            // A document that is attached to this one has objects of its own.
            if (isNamed)
            {
                Tell(OddityKind.Nested, head.Number);
            }
            return;
        }
        if (!isNamed)
        {
            Tell(OddityKind.UnnamedObject, head.Number, head);
            return;
        }
        Read(head.Number, value);
        (_dataStart, _dataEnd) = (_objects.DataStart, _objects.DataEnd);
    }

    private void Enter(int revision)
    {
        _revision = revision;
        _view = _document.At(revision + 1);
    }

    private void Read(int number, long offset)
    {
        _objects.Read(offset, _revisions[_revision].EndOffset, _view);
        if (_objects.HasOddKeys)
        {
            Tell(OddityKind.Keys, number);
        }
        if (_objects.HasOddLength)
        {
            Tell(OddityKind.StreamLength, number);
        }
        if (_objects.MayHaveMembers)
        {
            // Also where no entry names it: readers that search for objects look into it.
            _containers[_revision].Add(number);
        }
    }

    /// <summary>Whether an entry leads here, mostly one of the same revision.</summary>
    private bool IsNamed(in CrossReferenceEntry head)
    {
        if (_revisions[_revision].TryGet(head.Number, out CrossReferenceEntry own) && own == head)
        {
            _named[_revision]++;
            return true;
        }
        return _last.TryGet(head.Number, out CrossReferenceEntry newest) && newest == head;
    }

    private void ReadEntries(PdfRevision revision)
    {
        Enter(revision.Number - 1);
        int named = 0;
        int container = 0;
        foreach (CrossReferenceEntry entry in revision.Entries)
        {
            if (entry.Kind == CrossReferenceKind.InStream)
            {
                // Mostly that of the entry before.
                if (entry.StreamNumber != container)
                {
                    _containers[_revision].Add(container = entry.StreamNumber);
                }
            }
            else if (entry.Kind == CrossReferenceKind.InFile && entry.Offset >= revision.StartOffset && entry.Offset < revision.EndOffset)
            {
                named++;
            }
        }
        if (named != _named[_revision])
        {
            // Some heads are written so that the search did not see them, or entries lead to where no object is.
            ReadUnseen(revision);
        }
        foreach (int number in _containers[_revision])
        {
            ReadMembers(number);
        }
        foreach (CrossReferenceSection section in _document.SectionsOf(revision))
        {
            if (section.Trailer.Defects != PdfDictionaryDefects.None)
            {
                Tell(OddityKind.Keys, 0);
            }
            foreach (CrossReferenceEntry other in section.ConflictsAfter(revision.Number > 1 ? _document.At(revision.Number - 1) : null))
            {
                Tell(OddityKind.Entries, other.Number, other);
            }
        }
    }

    private void ReadUnseen(PdfRevision revision)
    {
        foreach (CrossReferenceEntry entry in revision.Entries)
        {
            if (entry.Kind == CrossReferenceKind.InFile && entry.Offset >= revision.StartOffset && entry.Offset < revision.EndOffset)
            {
                Read(entry.Number, entry.Offset);
            }
        }
    }

    private void ReadMembers(int number)
    {
        try
        {
            if (!_view.TryGet(number, out CrossReferenceEntry container) || container.Kind != CrossReferenceKind.InFile)
            {
                return;
            }
            _members.Run(_view, container);
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            // Nobody reads it, or what needs it was told as damaged.
        }
    }

    private void Tell(OddityKind kind, int number, CrossReferenceEntry other = default)
    {
        if (_odd.Count < MostOddities)
        {
            _odd.Add(new Oddity(kind, _revision + 1, number) { Other = other });
        }
    }
}
