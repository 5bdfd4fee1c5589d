using Signing.Core.Pdf.Encryption;
using Signing.Core.Pdf.Filters;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf;

/// <summary>
/// Gives the object that an entry names, in the view that asks. What was read is kept by its place in the file, so that all
/// views share it; how much is kept is bounded.
/// </summary>
internal sealed class ObjectLoader(ObjectParser parser, BudgetMeter meter, NameTable names) : IDisposable
{
    private const int ObjectsKept = 4096;
    private const int ObjectBytesKept = 8 << 20;
    private const int BytesOfValue = 32;
    private const int BytesOfStream = 1 << 10;
    private const int StreamBytesKept = 8 << 20;
    private const int DeepestLoad = 16;

    private readonly Dictionary<long, PdfIndirectObject> _objects = [];
    private readonly Dictionary<long, ObjectStream> _streams = [];
    private readonly HashSet<PdfReference> _mended = [];
    private long _objectBytes;
    private long _streamBytes;
    private int _depth;
    private PdfSecurity? _security;

    /// <summary>How to decrypt; null where nothing is encrypted. What was read before it was known is read again.</summary>
    internal PdfSecurity? Security
    {
        get => _security;
        set
        {
            _security = value;
            _objects.Clear();
            _objectBytes = 0;
            Dispose();
        }
    }

    /// <summary>The objects that were read over damage.</summary>
    internal IReadOnlyCollection<PdfReference> Mended => _mended;

    internal PdfIndirectObject? Load(PdfView view, in CrossReferenceEntry entry) => Load(view, entry, keeps: true);

    /// <summary>The object stream at an entry of the file itself.</summary>
    internal ObjectStream OpenStream(PdfView view, in CrossReferenceEntry container)
    {
        (PdfIndirectObject loaded, PdfStream value) = LoadStream(view, container, keeps: true);
        if (FindKept(container, value) is not { } stream)
        {
            stream = new ObjectStream(loaded, Decode(value, view), meter, names, parser.IsTolerant);
            Keep(container.Offset, stream);
        }
        return stream;
    }

    /// <summary>Shows an object stream to somebody who keeps nothing of it: walks over whole files need room for one only.</summary>
    internal void VisitStream(PdfView view, in CrossReferenceEntry container, Action<ObjectStream> visit)
    {
        (PdfIndirectObject loaded, PdfStream value) = LoadStream(view, container, keeps: false);
        if (FindKept(container, value) is { } kept)
        {
            visit(kept);
            return;
        }
        Decode(value, view, decoded =>
        {
            using var stream = new ObjectStream(loaded, decoded, meter, names, parser.IsTolerant);
            visit(stream);
            return true;
        });
    }

    internal byte[] Decode(PdfStream stream, IReferenceResolver? resolver) => Decode(stream, resolver, static bytes => bytes.ToArray());

    private T Decode<T>(PdfStream stream, IReferenceResolver? resolver, Func<ReadOnlyMemory<byte>, T> work)
    {
        meter.Enter();
        try
        {
            return StreamDecoder.Decode(stream, resolver, meter, _security, work);
        }
        finally
        {
            meter.Leave();
        }
    }

    /// <summary>Lets go of the object streams that are kept.</summary>
    public void Dispose()
    {
        foreach (ObjectStream stream in _streams.Values)
        {
            stream.Dispose();
        }
        _streams.Clear();
        _streamBytes = 0;
    }

    private PdfIndirectObject? Load(PdfView view, in CrossReferenceEntry entry, bool keeps)
    {
        // An object needs others while it is read (a stream's length, an object stream's container), a few at most.
        if (++_depth > DeepestLoad)
        {
            _depth--;
            throw PdfError.Damaged($"object {entry.Number} cannot be read without itself", entry.Offset);
        }
        meter.Enter();
        meter.Tick();
        try
        {
            PdfIndirectObject? loaded = entry.Kind switch
            {
                CrossReferenceKind.InFile => LoadFromFile(view, entry, keeps),
                CrossReferenceKind.InStream => LoadFromStream(view, entry),
                _ => null,
            };
            if (loaded is { IsMended: true })
            {
                _mended.Add(loaded.Reference);
            }
            return loaded;
        }
        finally
        {
            meter.Leave();
            _depth--;
        }
    }

    private (PdfIndirectObject Loaded, PdfStream Value) LoadStream(PdfView view, in CrossReferenceEntry container, bool keeps) =>
        Load(view, container, keeps) is { Value: PdfStream value } loaded
            ? (loaded, value)
            : throw PdfError.Damaged($"object {container.Number} should be an object stream", container.Offset);

    private ObjectStream? FindKept(in CrossReferenceEntry container, PdfStream value) =>
        _streams.TryGetValue(container.Offset, out ObjectStream? kept) && kept.EncodedBytes == value.Length ? kept : null;

    private PdfIndirectObject LoadFromFile(PdfView view, in CrossReferenceEntry entry, bool keeps)
    {
        if (!_objects.TryGetValue(entry.Offset, out PdfIndirectObject? found) || !IsSameIn(view, found))
        {
            found = parser.ReadIndirectAt(entry.Offset, view);
            found = _security?.Unlock(found, meter) ?? found;
            if (keeps)
            {
                Keep(entry.Offset, found, parser.Values);
            }
        }
        return found.Number == entry.Number && found.Generation == entry.Generation
            ? found
            : throw PdfError.Damaged($"object {found.Number} {found.Generation} stands where object {entry.Number} {entry.Generation} should", entry.Offset);
    }

    /// <summary>A stream whose length is a reference ends elsewhere where another revision gave it another length.</summary>
    private static bool IsSameIn(PdfView view, PdfIndirectObject found) =>
        found.Value is not PdfStream { LengthReference: PdfReference reference } stream
        || (view.Resolve(reference) is PdfInteger length && length.Value == stream.Length);

    private PdfIndirectObject? LoadFromStream(PdfView view, in CrossReferenceEntry entry)
    {
        if (!view.TryGet(entry.StreamNumber, out CrossReferenceEntry container) || container.Kind != CrossReferenceKind.InFile)
        {
            throw PdfError.Damaged($"object stream {entry.StreamNumber}, which holds object {entry.Number}, is missing", view.Trailer.Offset);
        }
        return OpenStream(view, container).Find(entry.Number, entry.Index);
    }

    private void Keep(long offset, PdfIndirectObject found, int values)
    {
        // What is short in the file, such as an empty array, is large in memory.
        long bytes = (long)values * BytesOfValue;
        bytes += found.Value is PdfStream stream ? stream.Dictionary.EndOffset - found.Offset : found.EndOffset - found.Offset;
        if (_objects.Count >= ObjectsKept || _objectBytes + bytes > ObjectBytesKept)
        {
            _objects.Clear();
            _objectBytes = 0;
        }
        if (bytes <= ObjectBytesKept)
        {
            _objects[offset] = found;
            _objectBytes += bytes;
        }
    }

    private void Keep(long offset, ObjectStream stream)
    {
        if (_streamBytes + stream.Bytes > StreamBytesKept)
        {
            Dispose();
        }
        _streams[offset] = stream;
        _streamBytes += stream.Bytes + BytesOfStream;
    }
}
