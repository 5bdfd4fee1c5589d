using Signing.Core.Net;
using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>
/// Verifies every signature of a PDF document. Thread-safe; make one for an application and keep it, for it remembers
/// revocation answers.
/// </summary>
/// <remarks>
/// Verifying is collecting evidence, then judging it: the judgement is a pure function, so that evidence can be saved
/// and judged again. Whatever the bytes are, there is a report; only cancellation, null arguments and failures of the
/// caller's own file or stream throw.
/// </remarks>
public sealed class PdfVerifier : IDisposable
{
    private readonly PdfVerifierOptions _options;
    private readonly Fetcher _fetcher;
    private readonly EvidenceCollector _collector;

    /// <summary>Makes a verifier.</summary>
    /// <param name="options">The trust domains and the rules; read once.</param>
    public PdfVerifier(PdfVerifierOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _fetcher = new Fetcher(options.Fetch, options.TimeProvider);
        _collector = new EvidenceCollector(options, _fetcher);
    }

    /// <summary>Verifies a file.</summary>
    /// <param name="input">The document's path.</param>
    /// <param name="options">How to verify; null for offline, now, in English.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The report.</returns>
    /// <exception cref="SigningException"><see cref="ErrorCodes.FileFailed"/>: the file cannot be read.</exception>
    public async Task<VerificationReport> VerifyAsync(string input, VerificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        DateTimeOffset at = At(options);
        return Judge(await CollectAsync(input, options, at, cancellationToken).ConfigureAwait(false), options.Policy, at, options.Language);
    }

    /// <summary>Verifies a stream.</summary>
    /// <param name="input">The document, from the stream's position; one that cannot seek is spooled. Left open.</param>
    /// <param name="options">How to verify; null for offline, now, in English.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The report.</returns>
    public async Task<VerificationReport> VerifyAsync(Stream input, VerificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        DateTimeOffset at = At(options);
        return Judge(await CollectAsync(input, options, at, cancellationToken).ConfigureAwait(false), options.Policy, at, options.Language);
    }

    /// <summary>Collects what a verdict needs, to be judged now or later.</summary>
    /// <param name="input">The document's path.</param>
    /// <param name="options">How to verify; null for offline.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The evidence.</returns>
    /// <exception cref="SigningException"><see cref="ErrorCodes.FileFailed"/>: the file cannot be read.</exception>
    public Task<Evidence> CollectAsync(string input, VerificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        return CollectAsync(input, options, At(options), cancellationToken);
    }

    /// <summary>Collects what a verdict needs, to be judged now or later.</summary>
    /// <param name="input">The document, from the stream's position. Left open.</param>
    /// <param name="options">How to verify; null for offline.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The evidence.</returns>
    public Task<Evidence> CollectAsync(Stream input, VerificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        return CollectAsync(input, options, At(options), cancellationToken);
    }

    /// <summary>Judges evidence: a pure function, so that the same arguments always give the same report.</summary>
    /// <param name="evidence">What was collected.</param>
    /// <param name="policy">What the verdict asks for.</param>
    /// <param name="at">The instant to judge at.</param>
    /// <param name="language">The language of the sentences, <c>en</c> or <c>vi</c>.</param>
    /// <returns>The report.</returns>
    public static VerificationReport Judge(Evidence evidence, ValidationPolicy policy, DateTimeOffset at, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(language);
        return DocumentJudge.Judge(evidence, policy, at, language);
    }

    /// <summary>Closes idle connections.</summary>
    public void Dispose() => _fetcher.Dispose();

    private DateTimeOffset At(VerificationOptions options) => options.At ?? _options.TimeProvider.GetUtcNow();

    private async Task<Evidence> CollectAsync(string input, VerificationOptions options, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        using PdfSource source = DocumentInput.Open(input);
        return await _collector.CollectAsync(source, options, at, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Evidence> CollectAsync(Stream input, VerificationOptions options, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        using PdfSource source = await DocumentInput.TakeAsync(input, _options.TemporaryFolder, cancellationToken).ConfigureAwait(false);
        return await _collector.CollectAsync(source, options, at, cancellationToken).ConfigureAwait(false);
    }
}
