using System.Security.Cryptography.X509Certificates;
using Signing.Core.Creation.Augmentation;
using Signing.Core.Keys;
using Signing.Core.Net;
using Signing.Core.Pdf;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification;

namespace Signing.Core.Creation;

/// <summary>
/// Signs PDF documents with PAdES signatures. Thread-safe; make one for an application and keep it, for it remembers
/// revocation answers and the size of time-stamps.
/// </summary>
/// <remarks>
/// Signing is preparing, signing the signed attributes with the key, and completing: one path, whether the key is here or
/// elsewhere. Nothing is written to an output before the signature value is verified and every proof is in hand.
/// </remarks>
public sealed class PdfSigner : IDisposable
{
    private readonly PdfSignerOptions _options;
    private readonly Fetcher _fetcher;
    private readonly SignatureCreation _creation;
    private readonly DocumentExtension _extension;

    /// <summary>Makes a signer.</summary>
    /// <param name="options">The trust domains, the time-stamp authorities and the rules; read once.</param>
    public PdfSigner(PdfSignerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _fetcher = new Fetcher(options.Fetch, options.TimeProvider);
        var revocation = new RevocationFetcher(_fetcher, options.TimeProvider);
        var timestamps = new TimestampClient(options.TimestampAuthorities, options.Trust, _fetcher, options.TimeProvider);
        var augmenter = new Augmenter(options, revocation, timestamps);
        var signerCheck = new SignerCheck(options, revocation, new IssuerFetcher(_fetcher, options.TimeProvider));
        _creation = new SignatureCreation(options, signerCheck, timestamps, augmenter);
        _extension = new DocumentExtension(options, new EvidenceCollector(options.ForVerification(), _fetcher), augmenter, timestamps);
    }

    /// <summary>Signs a file into another, or in place. The output appears whole or not at all.</summary>
    /// <param name="input">The document's path.</param>
    /// <param name="output">The signed document's path; an existing file is replaced.</param>
    /// <param name="key">The key to sign with.</param>
    /// <param name="options">What the signature shall be; null for B-B in a new invisible field.</param>
    /// <param name="cancellationToken">Gives up; then nothing is written.</param>
    /// <returns>When the signed document is in its place: what there is to remark about it.</returns>
    /// <exception cref="SigningException">The document, the key, the certificate, the time-stamp or an option is refused; see its code.</exception>
    public async Task<SigningResult> SignAsync(string input, string output, SigningKey key, SignatureOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(key);
        return await FileToFileAsync(
            input, output, document => _creation.SignAsync(document, key, options ?? new(), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Signs a stream into another.</summary>
    /// <param name="input">The document, from the stream's position; one that cannot seek is spooled. Left open.</param>
    /// <param name="output">Where the signed document is written, from the stream's position. Left open.</param>
    /// <param name="key">The key to sign with.</param>
    /// <param name="options">What the signature shall be; null for B-B in a new invisible field.</param>
    /// <param name="cancellationToken">Gives up; before the signature stands nothing is written.</param>
    /// <returns>When the signed document is written: what there is to remark about it.</returns>
    /// <exception cref="SigningException">The document, the key, the certificate, the time-stamp or an option is refused; see its code.</exception>
    public async Task<SigningResult> SignAsync(Stream input, Stream output, SigningKey key, SignatureOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(key);
        return await StreamToStreamAsync(
            input, output, document => _creation.SignAsync(document, key, options ?? new(), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Signs a document and gives only what is to be appended to it: for callers that keep the document themselves.</summary>
    /// <param name="input">The document, from the stream's position to its end. Left open.</param>
    /// <param name="key">The key to sign with.</param>
    /// <param name="options">What the signature shall be; null for B-B in a new invisible field.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The update, and what there is to remark about the document.</returns>
    /// <exception cref="SigningException">The document, the key, the certificate, the time-stamp or an option is refused; see its code.</exception>
    public async Task<SigningUpdate> CreateUpdateAsync(Stream input, SigningKey key, SignatureOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(key);
        using InputDocument document = await InputDocument.TakeAsync(input, _options.TemporaryFolder, cancellationToken).ConfigureAwait(false);
        return await _creation.SignAsync(document, key, options ?? new(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prepares a signature whose key is elsewhere.</summary>
    /// <param name="input">The document's path.</param>
    /// <param name="certificate">The signer's certificate.</param>
    /// <param name="options">What the signature shall be; null for B-B in a new invisible field.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What must be signed, to be completed with the same document.</returns>
    /// <exception cref="SigningException">The document, the certificate or an option is refused; see its code.</exception>
    public async Task<PreparedSignature> PrepareAsync(string input, X509Certificate2 certificate, SignatureOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(certificate);
        using InputDocument document = InputDocument.Open(input);
        return await _creation.PrepareAsync(document, certificate, options ?? new(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prepares a signature whose key is elsewhere.</summary>
    /// <param name="input">The document, from the stream's position. Left open.</param>
    /// <param name="certificate">The signer's certificate.</param>
    /// <param name="options">What the signature shall be; null for B-B in a new invisible field.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What must be signed, to be completed with the same document.</returns>
    /// <exception cref="SigningException">The document, the certificate or an option is refused; see its code.</exception>
    public async Task<PreparedSignature> PrepareAsync(Stream input, X509Certificate2 certificate, SignatureOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(certificate);
        using InputDocument document = await InputDocument.TakeAsync(input, _options.TemporaryFolder, cancellationToken).ConfigureAwait(false);
        return await _creation.PrepareAsync(document, certificate, options ?? new(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Completes a prepared signature with its value.</summary>
    /// <param name="prepared">What <c>PrepareAsync</c> gave, perhaps in another process.</param>
    /// <param name="signatureValue">The value over <see cref="PreparedSignature.DataToSign"/>; ECDSA as DER.</param>
    /// <param name="input">The path of the very document that was prepared.</param>
    /// <param name="output">The signed document's path; an existing file is replaced.</param>
    /// <param name="cancellationToken">Gives up; then nothing is written.</param>
    /// <returns>When the signed document is in its place: what there is to remark about it.</returns>
    /// <exception cref="SigningException">
    /// <see cref="ErrorCodes.StateDocument"/>, <see cref="ErrorCodes.SignatureInvalid"/>, <see cref="ErrorCodes.ContentsTooSmall"/>, a code of
    /// the time-stamp authority, or a code of the signer's certificate, which is looked at again.
    /// </exception>
    public async Task<SigningResult> CompleteAsync(PreparedSignature prepared, ReadOnlyMemory<byte> signatureValue, string input, string output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return await FileToFileAsync(
            input, output, document => _creation.CompleteAsync(prepared, signatureValue, document, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Completes a prepared signature with its value.</summary>
    /// <param name="prepared">What <c>PrepareAsync</c> gave, perhaps in another process.</param>
    /// <param name="signatureValue">The value over <see cref="PreparedSignature.DataToSign"/>; ECDSA as DER.</param>
    /// <param name="input">The very document that was prepared, from the stream's position. Left open.</param>
    /// <param name="output">Where the signed document is written, from the stream's position. Left open.</param>
    /// <param name="cancellationToken">Gives up; before the signature stands nothing is written.</param>
    /// <returns>When the signed document is written: what there is to remark about it.</returns>
    /// <exception cref="SigningException">
    /// <see cref="ErrorCodes.StateDocument"/>, <see cref="ErrorCodes.SignatureInvalid"/>, <see cref="ErrorCodes.ContentsTooSmall"/>, a code of
    /// the time-stamp authority, or a code of the signer's certificate, which is looked at again.
    /// </exception>
    public async Task<SigningResult> CompleteAsync(PreparedSignature prepared, ReadOnlyMemory<byte> signatureValue, Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return await StreamToStreamAsync(
            input, output, document => _creation.CompleteAsync(prepared, signatureValue, document, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Extends a signed document, whoever signed it: all its signatures reach the level, by what is appended. A document at
    /// B-LTA is renewed with fresh proofs and a further document time-stamp.
    /// </summary>
    /// <param name="input">The signed document's path.</param>
    /// <param name="output">The extended document's path; an existing file is replaced.</param>
    /// <param name="options">To what level; null for B-LTA.</param>
    /// <param name="cancellationToken">Gives up; then nothing is written.</param>
    /// <returns>When the extended document is in its place: what there is to remark about it.</returns>
    /// <exception cref="SigningException">
    /// <see cref="ErrorCodes.PdfUnsigned"/>, <see cref="ErrorCodes.PdfSignatureInvalid"/>, <see cref="ErrorCodes.ProofMissing"/>, or another
    /// code of the document, a certificate in it or the time-stamp authority.
    /// </exception>
    public async Task<SigningResult> ExtendAsync(string input, string output, ExtensionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return await FileToFileAsync(
            input, output, document => _extension.ExtendAsync(document, options ?? new(), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Extends a signed document, whoever signed it.</summary>
    /// <param name="input">The signed document, from the stream's position; one that cannot seek is spooled. Left open.</param>
    /// <param name="output">Where the extended document is written, from the stream's position. Left open.</param>
    /// <param name="options">To what level; null for B-LTA.</param>
    /// <param name="cancellationToken">Gives up; before every proof is in hand nothing is written.</param>
    /// <returns>When the extended document is written: what there is to remark about it.</returns>
    /// <exception cref="SigningException">As for files.</exception>
    public async Task<SigningResult> ExtendAsync(Stream input, Stream output, ExtensionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return await StreamToStreamAsync(
            input, output, document => _extension.ExtendAsync(document, options ?? new(), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Extends a signed document and gives only what is to be appended to it: for callers that keep the document themselves.</summary>
    /// <param name="input">The signed document, from the stream's position to its end. Left open.</param>
    /// <param name="options">To what level; null for B-LTA.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The updates, none where the document has the level already; and what there is to remark about it.</returns>
    /// <exception cref="SigningException">As for files.</exception>
    public async Task<SigningUpdate> CreateExtensionAsync(Stream input, ExtensionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        using InputDocument document = await InputDocument.TakeAsync(input, _options.TemporaryFolder, cancellationToken).ConfigureAwait(false);
        return await _extension.ExtendAsync(document, options ?? new(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes idle connections.</summary>
    public void Dispose() => _fetcher.Dispose();

    /// <summary>The file is read once for its digest and its copy, and the copy takes its name when the signature stands.</summary>
    private static async Task<SigningResult> FileToFileAsync(string input, string output, Func<InputDocument, Task<SigningUpdate>> create, CancellationToken cancellationToken)
    {
        using OutputFile target = OutputFile.Create(output);
        using InputDocument document = InputDocument.Open(input, copy: target.Stream);
        SigningUpdate update;
        try
        {
            update = await create(document).ConfigureAwait(false);
            await target.Stream.WriteAsync(update.Bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw OutputFile.Failed(output, e);
        }
        // In place, Windows replaces no file that is open.
        document.Dispose();
        target.Commit();
        return new SigningResult(update.Notes);
    }

    private async Task<SigningResult> StreamToStreamAsync(Stream input, Stream output, Func<InputDocument, Task<SigningUpdate>> create, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(input, output) || !output.CanWrite)
        {
            throw new ArgumentException("The output must be writable, and another stream than the input.", nameof(output));
        }
        using InputDocument document = await InputDocument.TakeAsync(input, _options.TemporaryFolder, cancellationToken).ConfigureAwait(false);
        SigningUpdate update = await create(document).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await DocumentInput.CopyAsync(document.Source, output, observe: null, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(update.Bytes, cancellationToken).ConfigureAwait(false);
        return new SigningResult(update.Notes);
    }
}
