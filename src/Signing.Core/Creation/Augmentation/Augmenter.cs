using Signing.Core.Cms;
using Signing.Core.Pdf;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification;

namespace Signing.Core.Creation.Augmentation;

/// <summary>
/// Brings signed documents to B-LT and B-LTA (EN 319 142-1, 6): a DSS with everything that a later verifier needs, then a
/// document time-stamp over it. Thread-safe.
/// </summary>
internal sealed class Augmenter
{
    private readonly PdfSignerOptions _options;
    private readonly ValidationDataCollector _collector;
    private readonly DocumentTimestamp _timestamp;
    private volatile Authority? _lastAuthority;

    internal Augmenter(PdfSignerOptions options, RevocationFetcher revocation, TimestampClient timestamps)
    {
        _options = options;
        _collector = new ValidationDataCollector(options, revocation);
        _timestamp = new DocumentTimestamp(options, timestamps);
    }

    /// <param name="document">The signed document; the updates are appended to it.</param>
    /// <param name="level">B-LT or B-LTA.</param>
    /// <param name="password">The document's password.</param>
    /// <param name="need">What it needs, as far as that is known before its time-stamp is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task AugmentAsync(GrowingDocument document, PadesLevel level, string? password, ProofNeed need, CancellationToken cancellationToken)
    {
        if (level < PadesLevel.BaselineLta)
        {
            await AppendStoreAsync(document, password, need, cancellationToken).ConfigureAwait(false);
            return;
        }
        // What proves the authority's own status belongs under its time-stamp. Who it is, is known for certain only from its token.
        GrowingDocument grown = document.Branch();
        need = _lastAuthority is { } last ? need.With(last.Certificate, last.Pool, Now, isOptional: true) : need;
        CollectedData data = await AppendStoreAsync(grown, password, need, cancellationToken).ConfigureAwait(false);
        Authority authority = await StampAsync(grown, password, cancellationToken).ConfigureAwait(false);
        if (!data.Proven.Contains(authority.Certificate))
        {
            need = need.With(authority.Certificate, authority.Pool, Now, isOptional: false);
            grown = document.Branch();
            await AppendStoreAsync(grown, password, need, cancellationToken).ConfigureAwait(false);
            await StampAsync(grown, password, cancellationToken).ConfigureAwait(false);
        }
        document.Append(grown.Updates.Span[document.Updates.Length..]);
    }

    /// <summary>Appends a document time-stamp alone.</summary>
    internal Task<TimestampToken> TimestampAsync(GrowingDocument document, string? password, CancellationToken cancellationToken) =>
        _timestamp.AppendAsync(document, password, cancellationToken);

    private DateTimeOffset Now => _options.TimeProvider.GetUtcNow();

    private async Task<CollectedData> AppendStoreAsync(GrowingDocument document, string? password, ProofNeed need, CancellationToken cancellationToken)
    {
        CollectedData data = await _collector.CollectAsync(need.Subjects, need.Pool, need.Known, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> update = PdfDocument.Read(
            document.Source, _options.Budget, _options.TimeProvider, password, opened => SecurityStoreUpdate.Write(opened, data, _options.VriEntries));
        document.Append(update.Span);
        return data;
    }

    private async Task<Authority> StampAsync(GrowingDocument document, string? password, CancellationToken cancellationToken)
    {
        TimestampToken token = await _timestamp.AppendAsync(document, password, cancellationToken).ConfigureAwait(false);
        Certificate[] pool = [.. token.Cms.Certificates.Select(Certificate.TryParse).OfType<Certificate>()];
        // The client takes no token without its signer's certificate.
        var authority = new Authority(SignerCertificates.Find(token.Signer, pool)!, pool);
        _lastAuthority = authority;
        return authority;
    }

    /// <summary>Who made a time-stamp.</summary>
    private sealed record Authority(Certificate Certificate, IReadOnlyList<Certificate> Pool);
}
