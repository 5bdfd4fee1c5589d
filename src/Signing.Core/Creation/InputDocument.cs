using System.Security.Cryptography;
using Signing.Core.Pdf;
using Signing.Core.Verification.Ambiguity;

namespace Signing.Core.Creation;

/// <summary>
/// A document to be signed, read from end to end only twice: once for what readers may read in different ways, and once for its
/// digests, which are made while it is spooled, or while it is copied to where the signed one will be.
/// </summary>
internal sealed class InputDocument : IDisposable
{
    private readonly Stream? _copy;
    private readonly IncrementalHash _sha256;
    private bool _isRead;
    private IncrementalHash? _other;
    private HashAlgorithmName _otherName;
    private ReachableAmbiguity? _sound;
    private ReachableAmbiguity? _repaired;

    private InputDocument(PdfSource source, Stream? copy, IncrementalHash sha256, bool isRead)
    {
        Source = source;
        _copy = copy;
        _sha256 = sha256;
        _isRead = isRead;
    }

    internal PdfSource Source { get; }

    /// <summary>The SHA-256 of the document, by which a prepared signature knows it again; known once it is read.</summary>
    internal byte[] Sha256 => _sha256.GetCurrentHash();

    /// <param name="path">The document's path.</param>
    /// <param name="copy">Where the document is copied to when it is read; null for nowhere.</param>
    internal static InputDocument Open(string path, Stream? copy = null) => new(DocumentInput.Open(path), copy, NewSha256(), isRead: false);

    /// <summary>Takes a stream from its position: as it is, or spooled where it cannot seek. It is left open.</summary>
    internal static async ValueTask<InputDocument> TakeAsync(Stream input, string? temporaryFolder, CancellationToken cancellationToken)
    {
        if (input.CanSeek)
        {
            return new InputDocument(PdfSource.FromStream(input), copy: null, NewSha256(), isRead: false);
        }
        IncrementalHash sha256 = NewSha256();
        try
        {
            PdfSource spooled = await PdfSource.SpoolAsync(input, temporaryFolder, sha256.AppendData, cancellationToken).ConfigureAwait(false);
            return new InputDocument(spooled, copy: null, sha256, isRead: true);
        }
        catch
        {
            sha256.Dispose();
            throw;
        }
    }

    /// <summary>What readers may read in different ways; looked for once, whenever the document is opened.</summary>
    /// <param name="document">This document, as it was opened.</param>
    internal ReachableAmbiguity FindAmbiguity(PdfDocument document) =>
        document.IsRepaired ? _repaired ??= AmbiguityReader.FindReachable(document) : _sound ??= AmbiguityReader.FindReachable(document);

    /// <summary>Reads the document, unless what there is to know of it is known.</summary>
    /// <param name="digest">The signature's digest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask ReadAsync(HashAlgorithmName digest, CancellationToken cancellationToken)
    {
        IncrementalHash? sha256 = _isRead ? null : _sha256;
        IncrementalHash? other = null;
        if (digest != HashAlgorithmName.SHA256 && digest != _otherName)
        {
            _other?.Dispose();
            _other = other = IncrementalHash.CreateHash(digest);
            _otherName = digest;
        }
        if (sha256 is null && other is null)
        {
            return;
        }
        await DocumentInput.CopyAsync(Source, _isRead ? null : _copy, Append, cancellationToken).ConfigureAwait(false);
        _isRead = true;

        void Append(ReadOnlySpan<byte> block)
        {
            sha256?.AppendData(block);
            other?.AppendData(block);
        }
    }

    /// <summary>The digest that a signature takes, of the document and the update around its hole; the document has been read for it.</summary>
    internal byte[] DigestWith(HashAlgorithmName digest, ReadOnlySpan<byte> beforeContents, ReadOnlySpan<byte> afterContents) =>
        DigestWith(digest, updates: [], beforeContents, afterContents);

    /// <summary>The same, with the updates that come before that one.</summary>
    internal byte[] DigestWith(HashAlgorithmName digest, ReadOnlySpan<byte> updates, ReadOnlySpan<byte> beforeContents, ReadOnlySpan<byte> afterContents)
    {
        using IncrementalHash hash = (digest == _otherName ? _other! : _sha256).Clone();
        hash.AppendData(updates);
        hash.AppendData(beforeContents);
        hash.AppendData(afterContents);
        return hash.GetHashAndReset();
    }

    private static IncrementalHash NewSha256() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Dispose()
    {
        Source.Dispose();
        _sha256.Dispose();
        _other?.Dispose();
    }
}
