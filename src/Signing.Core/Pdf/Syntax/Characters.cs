namespace Signing.Core.Pdf.Syntax;

/// <summary>The character classes (ISO 32000-2, 7.2.3).</summary>
internal static class Characters
{
    private const byte Regular = 0;
    private const byte WhiteSpace = 1;
    private const byte Delimiter = 2;

    private static readonly byte[] Classes = MakeClasses();

    /// <summary>NUL, tab, line feed, form feed, carriage return, space; false at the end (-1).</summary>
    internal static bool IsWhiteSpace(int c) => c >= 0 && Classes[c] == WhiteSpace;

    /// <summary>Neither white space nor delimiter; false at the end (-1).</summary>
    internal static bool IsRegular(int c) => c >= 0 && Classes[c] == Regular;

    /// <summary>How many regular characters stand at the beginning.</summary>
    internal static int RegularRun(ReadOnlySpan<byte> bytes)
    {
        int length = 0;
        while (length < bytes.Length && Classes[bytes[length]] == Regular)
        {
            length++;
        }
        return length;
    }

    internal static bool IsDigit(int c) => c is >= '0' and <= '9';

    internal static int HexValue(int c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'F' => c - 'A' + 10,
        >= 'a' and <= 'f' => c - 'a' + 10,
        _ => -1,
    };

    private static byte[] MakeClasses()
    {
        byte[] classes = new byte[256];
        foreach (byte b in "\0\t\n\f\r "u8)
        {
            classes[b] = WhiteSpace;
        }
        foreach (byte b in "()<>[]{}/%"u8)
        {
            classes[b] = Delimiter;
        }
        return classes;
    }
}
