namespace Signing.Core.Pdf;

/// <summary>PDFDocEncoding (ISO 32000-2, D.3).</summary>
internal static class PdfDocEncoding
{
    // 0x18–0x1F and 0x80–0xA0 differ from Latin-1; U+FFFD stands for bytes without a meaning.
    private const string From18 = "\u02D8\u02C7\u02C6\u02D9\u02DD\u02DB\u02DA\u02DC";
    private const string From80 =
        "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203A\u2212\u2030\u201E\u201C\u201D\u2018" +
        "\u2019\u201A\u2122\uFB01\uFB02\u0141\u0152\u0160\u0178\u017D\u0131\u0142\u0153\u0161\u017E\uFFFD\u20AC";

    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[i] = Decode(bytes[i]);
        }
        return new string(text);
    }

    internal static bool TryEncode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '\t' or '\n' or '\r' or (>= ' ' and < '\u007F') or (> '\u00A0' and <= '\u00FF' and not '\u00AD'))
            {
                bytes[i] = (byte)c;
            }
            else if (From18.IndexOf(c, StringComparison.Ordinal) is int low and >= 0)
            {
                bytes[i] = (byte)(0x18 + low);
            }
            else if (c != '\uFFFD' && From80.IndexOf(c, StringComparison.Ordinal) is int high and >= 0)
            {
                bytes[i] = (byte)(0x80 + high);
            }
            else
            {
                return false;
            }
        }
        // Bytes that would be read as a mark of UTF-16 or UTF-8 need the other way of writing.
        return bytes is not [0xFE, 0xFF, ..] and not [0xFF, 0xFE, ..] and not [0xEF, 0xBB, 0xBF, ..];
    }

    private static char Decode(byte b) => b switch
    {
        >= 0x18 and <= 0x1F => From18[b - 0x18],
        >= 0x80 and <= 0xA0 => From80[b - 0x80],
        0x7F or 0xAD => '\uFFFD',
        _ => (char)b,
    };
}
