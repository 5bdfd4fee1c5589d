using Signing.Core.Cms;
using Signing.Core.Pdf;
using Signing.Core.Pki;
using Signing.Core.Verification;
using Signing.Core.Verification.Ambiguity;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Creation.Augmentation;

/// <summary>Extends a document that is signed already. To extend signatures is to verify them first.</summary>
internal sealed class DocumentExtension
{
    private readonly PdfSignerOptions _options;
    private readonly EvidenceCollector _evidence;
    private readonly Augmenter _augmenter;
    private readonly TimestampClient _timestamps;

    internal DocumentExtension(PdfSignerOptions options, EvidenceCollector evidence, Augmenter augmenter, TimestampClient timestamps)
    {
        _options = options;
        _evidence = evidence;
        _augmenter = augmenter;
        _timestamps = timestamps;
    }

    /// <returns>What is to be appended; nothing where the document is what it should be already.</returns>
    internal async Task<SigningUpdate> ExtendAsync(InputDocument input, ExtensionOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        if (input.Source.Length == 0)
        {
            throw Error.Of(ErrorCodes.RequestEmpty);
        }
        IReadOnlyList<SigningNote> notes = PdfDocument.Read(input.Source, _options.Budget, _options.TimeProvider, options.Password, Examine);
        DateTimeOffset now = _options.TimeProvider.GetUtcNow();
        var verification = new VerificationOptions { Policy = ValidationPolicy.Online, Password = options.Password };
        Evidence evidence = await _evidence.CollectAsync(input.Source, verification, now, cancellationToken).ConfigureAwait(false);
        VerificationReport report = PdfVerifier.Judge(evidence, verification.Policy, now);
        Refuse(report, options.InvalidSignatures);

        var signatures = new ExtendedSignatures(evidence, report, options.InvalidSignatures);
        var document = new GrowingDocument(input);
        TimestampToken? proving = null;
        if (signatures.LackTime || (options.Level == PadesLevel.BaselineT && !signatures.HaveTime))
        {
            RequireAuthorities();
            proving = await _augmenter.TimestampAsync(document, options.Password, cancellationToken).ConfigureAwait(false);
        }
        if (options.Level >= PadesLevel.BaselineLt)
        {
            ProofNeed need = signatures.Need(proving, _options.TimeProvider.GetUtcNow());
            if (options.Level == PadesLevel.BaselineLta)
            {
                RequireAuthorities();
            }
            await _augmenter.AugmentAsync(document, options.Level, options.Password, need, cancellationToken).ConfigureAwait(false);
        }
        // The file is copied while it is read for a digest, which no time-stamp may have asked for.
        await input.ReadAsync(System.Security.Cryptography.HashAlgorithmName.SHA256, cancellationToken).ConfigureAwait(false);
        return new SigningUpdate(document.Updates, notes);
    }

    private static IReadOnlyList<SigningNote> Examine(PdfDocument document)
    {
        SignatureTarget.ReadFields(document);
        return SigningNotes.Of(document, AmbiguityReader.FindReachable(document));
    }

    private static void Refuse(VerificationReport report, InvalidSignatures invalid)
    {
        if (report.Signatures.Count == 0)
        {
            throw Error.Of(ErrorCodes.PdfUnsigned);
        }
        if (invalid == InvalidSignatures.Refuse && report.Signatures.FirstOrDefault(static s => s.Verdict == Verdict.Invalid) is { } broken)
        {
            string detail = string.Join(' ', broken.Reasons.Select(static reason => reason.Message).Distinct());
            throw Error.Of(ErrorCodes.PdfSignatureInvalid, ("field", broken.Field), ("detail", detail));
        }
    }

    private void RequireAuthorities()
    {
        if (!_timestamps.HasAuthorities)
        {
            throw Error.Of(ErrorCodes.TsaUnavailable, ("detail", "none is configured"));
        }
    }
}
