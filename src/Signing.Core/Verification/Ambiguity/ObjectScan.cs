using Signing.Core.Pdf;
using Signing.Core.Pdf.Repair;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>Looks at one object's tokens after the other for what readers may read in different ways. Nothing is kept of them.</summary>
/// <param name="source">The file, or the decoded data of an object stream.</param>
/// <param name="meter">The budget.</param>
/// <param name="keys">Room for the keys of an object.</param>
internal sealed class ObjectScan(PdfSource source, BudgetMeter meter, DictionaryKeys keys) : IDisposable
{
    private static readonly ulong LengthKey = StructureReader.HashOf("Length"u8);
    private static readonly ulong ObjectStreamType = StructureReader.HashOf("ObjStm"u8);
    private static readonly ulong ReferenceWord = StructureReader.WordOf("R"u8);
    private static readonly ulong StreamWord = StructureReader.WordOf("stream"u8);
    private static readonly ulong EndWord = StructureReader.WordOf("endobj"u8);

    private readonly StructureReader _reader = new(source);
    private StreamLength _length;

    /// <summary>Where the object's data begins, if it is a stream.</summary>
    internal long DataStart { get; private set; }

    /// <summary>Where its data ends.</summary>
    internal long DataEnd { get; private set; }

    /// <summary>Whether a dictionary of it is odd.</summary>
    internal bool HasOddKeys { get; private set; }

    /// <summary>Whether it is a stream that does not end where its length says.</summary>
    internal bool HasOddLength { get; private set; }

    /// <summary>Whether it may be an object stream.</summary>
    internal bool MayHaveMembers { get; private set; }

    /// <summary>Reads an object up to its end, or up to <paramref name="end"/>.</summary>
    /// <param name="offset">Where its head or its value begins.</param>
    /// <param name="end">Where to stop in any case.</param>
    /// <param name="view">Knows what length a reference leads to.</param>
    internal void Read(long offset, long end, PdfView view)
    {
        Begin(offset);
        while (_reader.Next() is var token && token != StructureTokenKind.End && _reader.Start < end)
        {
            if (token == StructureTokenKind.Word && _reader.Word == EndWord)
            {
                return;
            }
            if (token == StructureTokenKind.Word && _reader.Word == StreamWord && keys.Depth == 0)
            {
                PassStream(view);
                return;
            }
            Take(token);
        }
    }

    /// <summary>Whether a dictionary is odd in the value that begins here, such as a member of an object stream.</summary>
    internal bool HasOddKeysInValue(long offset)
    {
        Begin(offset);
        do
        {
            StructureTokenKind token = _reader.Next();
            if (token == StructureTokenKind.End)
            {
                break;
            }
            Take(token);
        }
        while (keys.Depth > 0);
        return HasOddKeys;
    }

    public void Dispose() => _reader.Dispose();

    private void Begin(long offset)
    {
        HasOddKeys = HasOddLength = MayHaveMembers = false;
        DataStart = DataEnd = 0;
        _length = default;
        keys.Clear();
        _reader.Position = offset;
    }

    private void Take(StructureTokenKind token)
    {
        meter.Tick();
        switch (token)
        {
            case StructureTokenKind.Name when keys.ExpectsKey:
                keys.AddKey(_reader.Hash, _reader.Start, _reader.Position);
                _length.Expect(keys.Depth == 1 && _reader.Hash == LengthKey);
                break;
            case StructureTokenKind.Number:
                _length.See(isNumber: true, _reader.Number);
                keys.AddValue();
                break;
            case StructureTokenKind.Word when _reader.Word == ReferenceWord:
                _length.SeeReference();
                break;
            case StructureTokenKind.DictionaryOpen or StructureTokenKind.ArrayOpen:
                _length.See(isNumber: false, 0);
                keys.Open(token == StructureTokenKind.DictionaryOpen);
                break;
            case StructureTokenKind.DictionaryClose or StructureTokenKind.ArrayClose:
                HasOddKeys |= keys.Close(_reader.Start, source);
                break;
            default:
                MayHaveMembers |= token == StructureTokenKind.Name && _reader.Hash == ObjectStreamType;
                _length.See(isNumber: false, 0);
                keys.AddValue();
                break;
        }
    }

    private void PassStream(PdfView view)
    {
        DataStart = _reader.Position + LineEnd(_reader.Position);
        StreamExtent extent = StreamExtent.Find(source, DataStart, _length.Resolve(view) ?? -1, meter);
        HasOddLength = !extent.IsExact;
        DataEnd = extent.DataEnd;
        _reader.Position = extent.AfterKeyword;
    }

    private int LineEnd(long position)
    {
        Span<byte> bytes = stackalloc byte[2];
        bytes = bytes[..source.Read(position, bytes)];
        return bytes switch
        {
            [(byte)'\r', (byte)'\n'] => 2,
            [(byte)'\r' or (byte)'\n', ..] => 1,
            _ => 0,
        };
    }
}
