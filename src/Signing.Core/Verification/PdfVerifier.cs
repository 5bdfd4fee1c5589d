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

    /// <summary>Writes the revision that a signature covers, as the signer had it. Says nothing of the signature's validity.</summary>
    /// <param name="input">The document's path.</param>
    /// <param name="output">The revision's path; an existing file is replaced. It appears whole or not at all.</param>
    /// <param name="options">Which revision.</param>
    /// <param name="cancellationToken">Gives up; then nothing is written.</param>
    /// <returns>Which revision it is.</returns>
    /// <exception cref="ArgumentException">Not exactly one of field, signature and revision is asked for.</exception>
    /// <exception cref="SigningException">
    /// <see cref="ErrorCodes.FieldUnknown"/>, <see cref="ErrorCodes.FieldUnsigned"/>, <see cref="ErrorCodes.SignatureUnknown"/>,
    /// <see cref="ErrorCodes.RevisionUnknown"/>, <see cref="ErrorCodes.SignaturePartial"/>, or what keeps the document from being read.
    /// </exception>
    public async Task<ExtractedRevision> ExtractAsync(string input, string output, ExtractionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        Demand(options);
        using PdfSource source = DocumentInput.Open(input);
        ExtractedRevision revision = Find(source, options);
        using var target = OutputFile.Create(output);
        try
        {
            await DocumentInput.CopyAsync(source, revision.Length, target.Stream, observe: null, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw OutputFile.Failed(output, e);
        }
        // In place, Windows replaces no file that is open.
        source.Dispose();
        target.Commit();
        return revision;
    }

    /// <summary>Writes the revision that a signature covers, as the signer had it.</summary>
    /// <param name="input">The document, from the stream's position; one that cannot seek is spooled. Left open.</param>
    /// <param name="output">Where the revision is written. Left open.</param>
    /// <param name="options">Which revision.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Which revision it is.</returns>
    /// <exception cref="ArgumentException">Not exactly one of field, signature and revision is asked for.</exception>
    /// <exception cref="SigningException">As for files; then nothing is written.</exception>
    public async Task<ExtractedRevision> ExtractAsync(Stream input, Stream output, ExtractionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        Demand(options);
        using PdfSource source = await DocumentInput.TakeAsync(input, _options.TemporaryFolder, cancellationToken).ConfigureAwait(false);
        ExtractedRevision revision = Find(source, options);
        await DocumentInput.CopyAsync(source, revision.Length, output, observe: null, cancellationToken).ConfigureAwait(false);
        return revision;
    }

    /// <summary>Finds the revision that a signature covers: for callers that keep the document themselves.</summary>
    /// <param name="input">The document, from the stream's position. Left open.</param>
    /// <param name="options">Which revision.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Which revision it is, and how many bytes from the stream's position it has.</returns>
    /// <exception cref="ArgumentException">Not exactly one of field, signature and revision is asked for.</exception>
    /// <exception cref="SigningException">As for files.</exception>
    public async Task<ExtractedRevision> FindRevisionAsync(Stream input, ExtractionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        Demand(options);
        using PdfSource source = await DocumentInput.TakeAsync(input, _options.TemporaryFolder, cancellationToken).ConfigureAwait(false);
        return Find(source, options);
    }

    /// <summary>Closes idle connections.</summary>
    public void Dispose() => _fetcher.Dispose();

    private static void Demand(ExtractionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        bool[] given = [options.Field is not null, options.Signature is not null, options.Revision is not null];
        if (given.Count(static one => one) != 1)
        {
            throw new ArgumentException("Exactly one of Field, Signature and Revision must be given.", nameof(options));
        }
    }

    private ExtractedRevision Find(PdfSource source, ExtractionOptions options) => RevisionFinder.Find(source, options, _options.Budget, _options.TimeProvider);

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
