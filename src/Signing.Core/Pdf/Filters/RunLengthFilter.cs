namespace Signing.Core.Pdf.Filters;

/// <summary>RunLengthDecode (ISO 32000-2, 7.4.5).</summary>
internal static class RunLengthFilter
{
    private const int End = 128;

    internal static void Decode(ReadOnlySpan<byte> input, DecodeBuffer output)
    {
        int at = 0;
        while (at < input.Length && input[at] != End)
        {
            int length = input[at++];
            if (length < End)
            {
                int count = Math.Min(length + 1, input.Length - at);
                output.Append(input.Slice(at, count));
                at += count;
            }
            else if (at < input.Length)
            {
                output.Append(input[at++], 257 - length);
            }
        }
    }
}
