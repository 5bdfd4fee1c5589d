using System.Security.Cryptography;
using Signing.Core.Cms;
using Signing.Core.Pdf;
using Signing.Core.Pki;

namespace Signing.Core.Creation.Augmentation;

/// <summary>Appends document time-stamps (ISO 32000-2, 12.8.5; EN 319 142-1, 5.4.3).</summary>
internal sealed class DocumentTimestamp(PdfSignerOptions options, TimestampClient timestamps)
{
    private const int RoomWithoutExperience = 16 * 1024;

    /// <summary>Appends one over everything so far.</summary>
    internal async Task<TimestampToken> AppendAsync(GrowingDocument document, string? password, CancellationToken cancellationToken)
    {
        int size = timestamps.LargestToken is > 0 and int largest ? 2 * largest : RoomWithoutExperience;
        while (true)
        {
            PdfUpdateResult update = PdfDocument.Read(
                document.Source, options.Budget, options.TimeProvider, password, opened => SignatureUpdate.WriteTimestamp(SignatureTarget.ForTimestamp(opened), size));
            ReadOnlyMemory<byte> before = update.Bytes[..update.HoleStart];
            ReadOnlyMemory<byte> after = update.Bytes[(update.HoleStart + update.HoleLength)..];
            var digests = new Dictionary<HashAlgorithmName, byte[]>();
            foreach (HashAlgorithmName hash in options.TimestampAuthorities.Select(static authority => authority.HashAlgorithm).Distinct())
            {
                digests.Add(hash, await document.DigestAsync(hash, before, after, cancellationToken).ConfigureAwait(false));
            }
            TimestampToken token = await timestamps.RequestAsync(hash => digests[hash], cancellationToken).ConfigureAwait(false);
            if (token.Encoding.Length <= size)
            {
                document.Append(FilledUpdate.Of(before.Span, after.Span, size, token.Encoding.Span));
                return token;
            }
            // A larger hole changes what is stamped. This authority's tokens are known by now.
            size = 2 * token.Encoding.Length;
        }
    }
}
