using System.Text;

namespace Signing.Core.Pdf;

/// <summary>A string (ISO 32000-2, 7.3.4): bytes, and how they were written.</summary>
internal sealed class PdfString : PdfPlacedObject
{
    private readonly byte[]? _value;

    public PdfString(byte[] value, bool isHex = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
        IsHex = isHex;
    }

    private PdfString(PdfString original, byte[]? value)
    {
        _value = value;
        IsHex = original.IsHex;
        Freeze(original.Offset, original.EndOffset);
    }

    /// <summary>The bytes, decrypted; an exception with <see cref="ErrorCodes.PdfEncrypted"/> where the document is closed.</summary>
    public byte[] Value => _value ?? throw PdfError.Encrypted("a string in it cannot be read without the password");

    /// <summary>Whether it is encrypted and the document closed.</summary>
    public bool IsClosed => _value is null;

    /// <summary>Whether the string is written as hexadecimal digits between angle brackets.</summary>
    public bool IsHex { get; }

    /// <summary>A text string: PDFDocEncoding where that can say it, UTF-16BE with its mark otherwise.</summary>
    public static PdfString FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (PdfDocEncoding.TryEncode(text, out byte[] bytes))
        {
            return new PdfString(bytes);
        }
        return new PdfString([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)]);
    }

    public static PdfString FromAscii(string text) => new(Encoding.Latin1.GetBytes(text));

    /// <summary>The value as a text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 by its mark, PDFDocEncoding without one.</summary>
    public string ToText() => Value switch
    {
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(Value, 2, Value.Length - 2),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(Value, 2, Value.Length - 2),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(Value, 3, Value.Length - 3),
        _ => PdfDocEncoding.Decode(Value),
    };

    public override string ToString() => IsClosed ? "(encrypted)" : ToText();

    /// <summary>The same string in the same place of the file with another value; null closes it.</summary>
    internal PdfString With(byte[]? value) => new(this, value);
}
