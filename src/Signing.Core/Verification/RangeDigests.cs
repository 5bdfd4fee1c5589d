using System.Buffers;
using System.Security.Cryptography;
using Signing.Core.Pdf;

namespace Signing.Core.Verification;

/// <summary>Computes the digest of the whole file and of every signature's range in one pass over the bytes.</summary>
internal static class RangeDigests
{
    private const int BlockSize = 1 << 20;

    /// <returns>The SHA-256 of the file, and a digest for each request.</returns>
    internal static (byte[] Document, Dictionary<(SignedRange Range, HashAlgorithmName Digest), byte[]> Ranges) Compute(
        PdfSource source, IEnumerable<(SignedRange Range, HashAlgorithmName Digest)> requests, CancellationToken cancellationToken)
    {
        ILookup<HashAlgorithmName, SignedRange> ranges = requests.Distinct().ToLookup(static request => request.Digest, static request => request.Range);
        using var document = new RangeHash(HashAlgorithmName.SHA256, ranges[HashAlgorithmName.SHA256], hashesWhole: true);
        List<RangeHash> hashes = [document];
        try
        {
            hashes.AddRange(ranges.Where(static group => group.Key != HashAlgorithmName.SHA256).Select(static group => new RangeHash(group.Key, group, hashesWhole: false)));
            Read(source, hashes, cancellationToken);
            var digests = hashes.SelectMany(static hash => hash.Digests.Select(digest => (Key: (digest.Range, hash.Name), digest.Value)));
            return (document.Whole(), digests.ToDictionary(static digest => digest.Key, static digest => digest.Value));
        }
        finally
        {
            hashes.ForEach(static hash => hash.Dispose());
        }
    }

    private static void Read(PdfSource source, List<RangeHash> hashes, CancellationToken cancellationToken)
    {
        if (source.Memory is { } memory)
        {
            hashes.ForEach(hash => hash.Append(memory.Span, 0));
            return;
        }
        byte[] block = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(source.Length, 1, BlockSize));
        try
        {
            for (long position = 0; position < source.Length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int read = source.Read(position, block.AsSpan(0, (int)Math.Min(block.Length, source.Length - position)));
                if (read <= 0)
                {
                    throw Error.Of(ErrorCodes.FileFailed, ("file", "input"), ("detail", "The input ended before its length."));
                }
                hashes.ForEach(hash => hash.Append(block.AsSpan(0, read), position));
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
