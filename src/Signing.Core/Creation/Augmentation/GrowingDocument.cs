using System.Security.Cryptography;
using Signing.Core.Pdf;
using Signing.Core.Pdf.Sources;

namespace Signing.Core.Creation.Augmentation;

/// <summary>A document with the incremental updates that were made for it so far. None of them is written anywhere yet.</summary>
internal sealed class GrowingDocument(InputDocument input, ReadOnlyMemory<byte> updates = default)
{
    /// <summary>All updates so far.</summary>
    internal ReadOnlyMemory<byte> Updates { get; private set; } = updates;

    /// <summary>The document as it is with them; it is the input's for as long as there are none.</summary>
    internal PdfSource Source => Updates.IsEmpty ? input.Source : new UpdatedSource(input.Source, Updates);

    internal void Append(ReadOnlySpan<byte> update) => Updates = (byte[])[.. Updates.Span, .. update];

    /// <summary>What it takes to go on from here, and to come back.</summary>
    internal GrowingDocument Branch() => new(input, Updates);

    /// <summary>The digest of the document and one more update around its hole.</summary>
    internal async ValueTask<byte[]> DigestAsync(
        HashAlgorithmName digest, ReadOnlyMemory<byte> beforeContents, ReadOnlyMemory<byte> afterContents, CancellationToken cancellationToken)
    {
        await input.ReadAsync(digest, cancellationToken).ConfigureAwait(false);
        return input.DigestWith(digest, Updates.Span, beforeContents.Span, afterContents.Span);
    }
}
