using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Signing.Core.Pdf.Encryption;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf;

/// <summary>Writes objects (ISO 32000-2, 7.3) and remembers where the hole and the byte range stand.</summary>
internal sealed class ObjectWriter(int capacity)
{
    /// <summary><c>[0 n n n]</c> with ten digits for each number, the first one aside, which is always 0.</summary>
    internal const int ByteRangeLength = 2 + 1 + (3 * 11);

    private const int DeepestValue = 1000;

    private readonly ArrayBufferWriter<byte> _buffer = new(capacity);
    private PdfSecurity? _security;
    private PdfReference? _owner;

    internal int Length => _buffer.WrittenCount;

    internal ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    internal int HoleStart { get; private set; } = -1;

    internal int HoleLength { get; private set; }

    internal int ByteRangeStart { get; private set; } = -1;

    internal void Write(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    internal void Write(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    internal void Write(long value)
    {
        Utf8Formatter.TryFormat(value, _buffer.GetSpan(20), out int written);
        _buffer.Advance(written);
    }

    /// <summary>A number with leading zeros.</summary>
    internal void Write(long value, byte digits)
    {
        Utf8Formatter.TryFormat(value, _buffer.GetSpan(20), out int written, new StandardFormat('D', digits));
        _buffer.Advance(written);
    }

    /// <param name="reference">The object's number and generation.</param>
    /// <param name="value">What it holds, as it was read or made: not encrypted.</param>
    /// <param name="security">How its strings and streams are encrypted; null where they are plain.</param>
    internal void WriteIndirect(PdfReference reference, PdfObject value, PdfSecurity? security = null)
    {
        _security = security;
        _owner = reference;
        Write(reference.Number);
        Write((byte)' ');
        Write(reference.Generation);
        Write(" obj\n"u8);
        WriteValue(value);
        Write("\nendobj\n"u8);
        _security = null;
    }

    internal void WriteValue(PdfObject value) => WriteValue(value, 0);

    private void WriteValue(PdfObject value, int depth)
    {
        if (depth > DeepestValue)
        {
            throw PdfError.Budget("depth", DeepestValue);
        }
        switch (value)
        {
            case PdfNull:
                Write("null"u8);
                break;
            case PdfBoolean boolean:
                Write(boolean.Value ? "true"u8 : "false"u8);
                break;
            case PdfInteger integer:
                Write(integer.Value);
                break;
            case PdfReal real:
                WriteAscii(real.Text);
                break;
            case PdfName name:
                WriteName(name.Value);
                break;
            case PdfString text:
                WriteString(text.IsHex, _security?.EncryptString(_owner!, text.Value) ?? text.Value);
                break;
            case PdfReference reference:
                Write(reference.Number);
                Write((byte)' ');
                Write(reference.Generation);
                Write(" R"u8);
                break;
            case PdfArray array:
                WriteArray(array, depth);
                break;
            case PdfDictionary dictionary:
                WriteDictionary(dictionary, depth);
                break;
            case PdfStream stream:
                WriteStream(stream, depth);
                break;
            case PdfContentsHole hole:
                WriteHole(hole);
                break;
            case PdfByteRangeSlot:
                WriteByteRangeSlot();
                break;
            default:
                throw new InvalidOperationException($"{value.GetType().Name} cannot be written.");
        }
    }

    private void WriteArray(PdfArray array, int depth)
    {
        Write((byte)'[');
        for (int i = 0; i < array.Count; i++)
        {
            if (i > 0)
            {
                Write((byte)' ');
            }
            WriteValue(array[i], depth + 1);
        }
        Write((byte)']');
    }

    private void WriteDictionary(PdfDictionary dictionary, int depth)
    {
        Write("<<"u8);
        bool isSignature = _security is not null && StringDecryption.IsSignature(dictionary);
        foreach (KeyValuePair<string, PdfObject> entry in dictionary)
        {
            WriteName(entry.Key);
            Write((byte)' ');
            if (isSignature && entry is { Key: "Contents", Value: PdfString contents })
            {
                WriteString(contents.IsHex, contents.Value);
            }
            else
            {
                WriteValue(entry.Value, depth + 1);
            }
        }
        Write(">>"u8);
    }

    private void WriteStream(PdfStream stream, int depth)
    {
        if (stream.Length > Array.MaxLength / 2)
        {
            throw PdfError.Budget("stream", Array.MaxLength / 2);
        }
        byte[]? encrypted = _security is null ? null : Encrypt(stream, _security);
        int length = encrypted?.Length ?? (int)stream.Length;
        PdfDictionary dictionary = stream.Dictionary.Clone();
        dictionary["Length"] = PdfInteger.Of(length);
        WriteDictionary(dictionary, depth);
        Write("\nstream\n"u8);
        Span<byte> data = _buffer.GetSpan(length + 1)[..length];
        if (encrypted is null)
        {
            stream.ReadRaw(data);
        }
        else
        {
            encrypted.CopyTo(data);
        }
        _buffer.Advance(length);
        Write("\nendstream"u8);
    }

    /// <summary>The stream's data under the key of the object that is written, whatever key it had.</summary>
    private byte[] Encrypt(PdfStream stream, PdfSecurity security)
    {
        byte[] data = new byte[stream.Length];
        stream.ReadRaw(data);
        return security.EncryptStream(_owner!, stream.Dictionary, data[..security.Decrypt(stream, data)]);
    }

    private void WriteHole(PdfContentsHole hole)
    {
        HoleStart = HoleStart < 0 ? Length : throw new InvalidOperationException("An update has one hole at most.");
        HoleLength = (2 * hole.ByteCount) + 2;
        Span<byte> span = _buffer.GetSpan(HoleLength)[..HoleLength];
        span.Fill((byte)'0');
        span[0] = (byte)'<';
        span[^1] = (byte)'>';
        _buffer.Advance(HoleLength);
    }

    private void WriteByteRangeSlot()
    {
        ByteRangeStart = ByteRangeStart < 0 ? Length : throw new InvalidOperationException("An update has one byte range at most.");
        _buffer.GetSpan(ByteRangeLength)[..ByteRangeLength].Fill((byte)' ');
        _buffer.Advance(ByteRangeLength);
    }

    /// <summary>The bytes are those of the name; all but letters, digits and harmless signs are written <c>#xx</c> (7.3.5).</summary>
    private void WriteName(string name)
    {
        Write((byte)'/');
        foreach (char c in name)
        {
            if (c is > ' ' and < '\u007F' and not '#' && Characters.IsRegular(c))
            {
                Write((byte)c);
            }
            else
            {
                Write((byte)'#');
                WriteHex((byte)c);
            }
        }
    }

    private void WriteString(bool isHex, byte[] value)
    {
        if (isHex)
        {
            Write((byte)'<');
            foreach (byte b in value)
            {
                WriteHex(b);
            }
            Write((byte)'>');
            return;
        }
        Write((byte)'(');
        foreach (byte b in value)
        {
            switch (b)
            {
                case (byte)'(' or (byte)')' or (byte)'\\':
                    Write((byte)'\\');
                    Write(b);
                    break;
                case (byte)'\r':
                    Write("\\r"u8);
                    break;
                default:
                    Write(b);
                    break;
            }
        }
        Write((byte)')');
    }

    private void WriteHex(byte value)
    {
        const string Digits = "0123456789ABCDEF";
        Write((byte)Digits[value >> 4]);
        Write((byte)Digits[value & 15]);
    }

    private void WriteAscii(string text)
    {
        int written = Encoding.ASCII.GetBytes(text, _buffer.GetSpan(text.Length));
        _buffer.Advance(written);
    }
}
