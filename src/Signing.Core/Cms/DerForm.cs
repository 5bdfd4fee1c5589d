using System.Buffers;
using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>
/// The DER encoding of a value given in BER (ITU-T X.690, 10 and 11). RFC 5652, 5.4 hashes signed attributes over this
/// form, whatever form they were sent in.
/// </summary>
internal ref struct DerForm
{
    private const int MaxDepth = 32;
    private const int MaxLength = 256 * 1024 * 1024;

    private byte[] _buffer;
    private int _length;

    private DerForm(int capacity)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(capacity);
        _length = 0;
    }

    /// <summary>Re-encodes the one value that <paramref name="ber"/> holds; returns an equal array when it is DER already.</summary>
    /// <exception cref="CmsException">Not one well-formed value, nested too deeply, or too long.</exception>
    internal static byte[] Encode(ReadOnlySpan<byte> ber)
    {
        if (ber.Length > MaxLength)
        {
            throw new CmsException(CmsProblem.TooLarge, $"A value is longer than {MaxLength} bytes.");
        }
        var form = new DerForm(ber.Length + 64);
        try
        {
            int consumed = form.Append(ber, 0);
            return consumed == ber.Length
                ? form._buffer.AsSpan(0, form._length).ToArray()
                : throw new CmsException(CmsProblem.Malformed, "Bytes follow a value.");
        }
        catch (AsnContentException exception)
        {
            throw new CmsException(CmsProblem.Malformed, $"A value is not well-formed: {exception.Message}", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(form._buffer);
        }
    }

    private int Append(ReadOnlySpan<byte> source, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new CmsException(CmsProblem.TooDeep, $"Values are nested deeper than {MaxDepth}.");
        }
        Asn1Tag tag = AsnDecoder.ReadEncodedValue(source, AsnEncodingRules.BER, out int offset, out int length, out int consumed);
        ReadOnlySpan<byte> content = source.Slice(offset, length);
        int start = _length;
        bool constructed = tag.IsConstructed;
        if (tag.TagClass == TagClass.Universal)
        {
            constructed = AppendUniversal((UniversalTagNumber)tag.TagValue, tag.IsConstructed, content, depth);
        }
        else if (constructed)
        {
            AppendChildren(content, depth, sorted: false);
        }
        else
        {
            Write(content);
        }
        InsertHeader(start, new Asn1Tag(tag.TagClass, tag.TagValue, constructed));
        return consumed;
    }

    /// <summary>Appends the contents and says whether DER has them constructed (X.690, 10.2).</summary>
    private bool AppendUniversal(UniversalTagNumber number, bool constructed, ReadOnlySpan<byte> content, int depth)
    {
        switch (number)
        {
            case UniversalTagNumber.Sequence or UniversalTagNumber.Set or UniversalTagNumber.External or UniversalTagNumber.Embedded when constructed:
                AppendChildren(content, depth, sorted: number == UniversalTagNumber.Set);
                return true;
            case UniversalTagNumber.BitString:
                AppendBitString(content, constructed);
                return false;
            case UniversalTagNumber.OctetString:
            case UniversalTagNumber.UTF8String:
            case >= UniversalTagNumber.NumericString and <= UniversalTagNumber.BMPString:
                AppendString(number, content, constructed, depth);
                return false;
            case UniversalTagNumber.Boolean when !constructed && content.Length == 1:
                Write(content[0] == 0 ? [0x00] : [0xFF]);
                return false;
            case UniversalTagNumber.Integer or UniversalTagNumber.Enumerated when !constructed && content.Length > 0:
                Write(Minimal(content));
                return false;
            case UniversalTagNumber.Null when !constructed && content.IsEmpty:
                return false;
            case UniversalTagNumber.ObjectIdentifier or UniversalTagNumber.RelativeObjectIdentifier when !constructed && content.Length > 0:
                Write(content);
                return false;
            default:
                throw new CmsException(CmsProblem.Malformed, $"A value of the universal type {(int)number} has a form that its type does not have.");
        }
    }

    private void AppendChildren(ReadOnlySpan<byte> content, int depth, bool sorted)
    {
        int start = _length;
        List<int>? ends = sorted ? [] : null;
        while (!content.IsEmpty)
        {
            content = content[Append(content, depth + 1)..];
            ends?.Add(_length);
        }
        if (ends is { Count: > 1 })
        {
            Sort(start, ends);
        }
    }

    /// <summary>Brings the elements of a SET OF into ascending order of their encodings (X.690, 11.6).</summary>
    private readonly void Sort(int start, List<int> ends)
    {
        var elements = new List<byte[]>(ends.Count);
        int from = start;
        foreach (int end in ends)
        {
            elements.Add(_buffer.AsSpan(from, end - from).ToArray());
            from = end;
        }
        elements.Sort(static (left, right) => left.AsSpan().SequenceCompareTo(right));
        foreach (byte[] element in elements)
        {
            element.CopyTo(_buffer.AsSpan(start));
            start += element.Length;
        }
    }

    /// <summary>A string in pieces becomes one (X.690, 8.7.3 and 10.2); the pieces have the string's own type.</summary>
    private void AppendString(UniversalTagNumber number, ReadOnlySpan<byte> content, bool constructed, int depth)
    {
        if (!constructed)
        {
            Write(content);
            return;
        }
        if (depth > MaxDepth)
        {
            throw new CmsException(CmsProblem.TooDeep, $"Values are nested deeper than {MaxDepth}.");
        }
        while (!content.IsEmpty)
        {
            Asn1Tag piece = AsnDecoder.ReadEncodedValue(content, AsnEncodingRules.BER, out int offset, out int length, out int consumed);
            bool ofType = piece.TagClass == TagClass.Universal
                && (piece.TagValue == (int)number || piece.TagValue == (int)UniversalTagNumber.OctetString);
            if (!ofType)
            {
                throw new CmsException(CmsProblem.Malformed, "A string has a piece of another type.");
            }
            AppendString((UniversalTagNumber)piece.TagValue, content.Slice(offset, length), piece.IsConstructed, depth + 1);
            content = content[consumed..];
        }
    }

    /// <summary>Unused bits are zero in DER (X.690, 11.2.1). A bit string in pieces occurs nowhere and is refused.</summary>
    private void AppendBitString(ReadOnlySpan<byte> content, bool constructed)
    {
        if (constructed || content.IsEmpty || content[0] > 7 || (content[0] > 0 && content.Length == 1))
        {
            throw new CmsException(CmsProblem.Malformed, "A BIT STRING is malformed.");
        }
        Write(content);
        _buffer[_length - 1] &= content.Length == 1 ? (byte)0xFF : (byte)(0xFF << content[0]);
    }

    private static ReadOnlySpan<byte> Minimal(ReadOnlySpan<byte> integer)
    {
        while (integer.Length > 1 && ((integer[0] == 0x00 && integer[1] < 0x80) || (integer[0] == 0xFF && integer[1] >= 0x80)))
        {
            integer = integer[1..];
        }
        return integer;
    }

    private void InsertHeader(int start, Asn1Tag tag)
    {
        int length = _length - start;
        int lengthBytes = length switch { < 0x80 => 0, <= 0xFF => 1, <= 0xFFFF => 2, <= 0xFFFFFF => 3, _ => 4 };
        int header = tag.CalculateEncodedSize() + 1 + lengthBytes;
        Reserve(header);
        _buffer.AsSpan(start, length).CopyTo(_buffer.AsSpan(start + header));
        int at = start + tag.Encode(_buffer.AsSpan(start));
        _buffer[at++] = lengthBytes == 0 ? (byte)length : (byte)(0x80 | lengthBytes);
        for (int shift = (lengthBytes - 1) * 8; shift >= 0; shift -= 8)
        {
            _buffer[at++] = (byte)(length >> shift);
        }
        _length += header;
    }

    private void Write(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }
        byte[] larger = ArrayPool<byte>.Shared.Rent((_length + count) * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
