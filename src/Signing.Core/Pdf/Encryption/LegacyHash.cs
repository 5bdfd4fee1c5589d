using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Signing.Core.Pdf.Encryption;

/// <summary>MD5, where documents of the old security handlers demand it.</summary>
internal static class LegacyHash
{
    internal const int Bytes = MD5.HashSizeInBytes;

    [SuppressMessage("Security", "CA5351", Justification = "ISO 32000-2, 7.6.4.3.2: the format gives no choice.")]
    internal static void Compute(ReadOnlySpan<byte> input, Span<byte> hash) => MD5.HashData(input, hash);

    /// <summary>The hash of a hash, and so on.</summary>
    internal static void Repeat(Span<byte> hash, int bytes, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Compute(hash[..bytes], hash);
        }
    }
}
