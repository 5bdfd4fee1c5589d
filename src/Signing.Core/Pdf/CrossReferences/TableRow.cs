using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.CrossReferences;

/// <summary>A row of a table: <c>nnnnnnnnnn ggggg n</c> and two bytes that end the line (ISO 32000-2, 7.5.4).</summary>
internal readonly record struct TableRow(long Offset, int Generation, bool InUse)
{
    internal const int Bytes = 20;
    private const int OffsetDigits = 10;
    private const int GenerationAt = 11;
    private const int GenerationDigits = 5;
    private const int KindAt = 17;

    internal static bool TryParse(ReadOnlySpan<byte> bytes, out TableRow row)
    {
        row = default;
        if (bytes.Length < Bytes || !Characters.IsWhiteSpace(bytes[OffsetDigits]) || !Characters.IsWhiteSpace(bytes[KindAt - 1])
            || bytes[KindAt] is not ((byte)'n' or (byte)'f')
            || bytes[Bytes - 1] is not ((byte)'\n' or (byte)'\r')
            || !TryParseDigits(bytes[..OffsetDigits], out long offset)
            || !TryParseDigits(bytes.Slice(GenerationAt, GenerationDigits), out long generation))
        {
            return false;
        }
        row = new TableRow(offset, (int)generation, bytes[KindAt] == 'n');
        return true;
    }

    private static bool TryParseDigits(ReadOnlySpan<byte> digits, out long value)
    {
        value = 0;
        uint wrong = 0;
        foreach (byte b in digits)
        {
            uint digit = (uint)b - '0';
            wrong |= digit > 9 ? 1u : 0;
            value = (value * 10) + digit;
        }
        return wrong == 0;
    }
}
