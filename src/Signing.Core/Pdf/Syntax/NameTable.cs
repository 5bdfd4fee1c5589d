using System.Text;

namespace Signing.Core.Pdf.Syntax;

/// <summary>Makes names from bytes and hands out the same object for the same recent name. Its size never grows.</summary>
internal sealed class NameTable
{
    private const int Slots = 512;
    private const int LongestShared = 32;

    private readonly PdfName?[] _names = new PdfName?[Slots];

    internal PdfName Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestShared)
        {
            return new PdfName(Encoding.Latin1.GetString(bytes));
        }
        uint hash = 2166136261;
        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * 16777619;
        }
        ref PdfName? slot = ref _names[(hash ^ (hash >> 15)) % Slots];
        if (slot is null || !IsSame(slot.Value, bytes))
        {
            slot = new PdfName(Encoding.Latin1.GetString(bytes));
        }
        return slot;
    }

    private static bool IsSame(string text, ReadOnlySpan<byte> bytes)
    {
        if (text.Length != bytes.Length)
        {
            return false;
        }
        for (int i = 0; i < bytes.Length; i++)
        {
            if (text[i] != bytes[i])
            {
                return false;
            }
        }
        return true;
    }
}
