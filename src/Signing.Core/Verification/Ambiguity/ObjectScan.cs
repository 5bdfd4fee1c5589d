using Signing.Core.Pdf;
using Signing.Core.Pdf.Repair;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>Looks at one object's tokens after the other for what readers may read in different ways. Nothing is kept of them.</summary>
/// <param name="source">The file, or the decoded data of an object stream.</param>
/// <param name="meter">The budget.</param>
internal sealed class ObjectScan(PdfSource source, BudgetMeter meter) : IDisposable
{
    private const int LongestValue = 1 << 16;

    private static readonly ulong LengthKey = StructureReader.HashOf("Length"u8);
    private static readonly ulong ObjectStreamType = StructureReader.HashOf("ObjStm"u8);

    private readonly StructureReader _reader = new(source);
    private readonly DictionaryKeys _keys = new((left, right) => AreSame(source, left, right));
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
    /// <param name="offset">Where its head, or a member of an object stream, begins.</param>
    /// <param name="end">Where to stop in any case.</param>
    /// <param name="view">Knows what length a reference leads to.</param>
    internal void Read(long offset, long end, PdfView view)
    {
        HasOddKeys = HasOddLength = MayHaveMembers = false;
        DataStart = DataEnd = 0;
        _length = default;
        _keys.Clear();
        _reader.Position = offset;
        while (_reader.Next() is var token && token != StructureTokenKind.End && _reader.Start < end)
        {
            meter.Tick();
            switch (token)
            {
                case StructureTokenKind.Name when _keys.ExpectsKey:
                    _keys.AddKey(_reader.Hash, _reader.Start, _reader.Position);
                    _length.Expect(_keys.Depth == 1 && _reader.Hash == LengthKey);
                    break;
                case StructureTokenKind.Number:
                    _length.See(isNumber: true, _reader.Number);
                    _keys.AddValue();
                    break;
                case StructureTokenKind.Word when _reader.Word.SequenceEqual("R"u8):
                    _length.SeeReference();
                    break;
                case StructureTokenKind.Word when _reader.Word.SequenceEqual("endobj"u8):
                    return;
                case StructureTokenKind.Word when _keys.Depth == 0 && _reader.Word.SequenceEqual("stream"u8):
                    PassStream(view);
                    return;
                case StructureTokenKind.DictionaryOpen or StructureTokenKind.ArrayOpen:
                    _length.See(isNumber: false, 0);
                    _keys.Open(token == StructureTokenKind.DictionaryOpen);
                    break;
                case StructureTokenKind.DictionaryClose or StructureTokenKind.ArrayClose:
                    HasOddKeys |= _keys.Close(_reader.Start);
                    break;
                default:
                    MayHaveMembers |= token == StructureTokenKind.Name && _reader.Hash == ObjectStreamType;
                    _length.See(isNumber: false, 0);
                    _keys.AddValue();
                    break;
            }
        }
    }

    public void Dispose() => _reader.Dispose();

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

    private static bool AreSame(PdfSource source, (long Start, long End) left, (long Start, long End) right)
    {
        if (Math.Max(left.End - left.Start, right.End - right.Start) > LongestValue)
        {
            return false;
        }
        byte[] first = new byte[left.End - left.Start];
        byte[] second = new byte[right.End - right.Start];
        source.ReadExactly(left.Start, first);
        source.ReadExactly(right.Start, second);
        return Trim(first).SequenceEqual(Trim(second));
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim("\0\t\n\f\r "u8);
}
