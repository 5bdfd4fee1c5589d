using System.Security.Cryptography.X509Certificates;
using Signing.Core.Cms;
using Signing.Core.Creation.Augmentation;
using Signing.Core.Keys;
using Signing.Core.Pdf;
using Signing.Core.Pki;
using Signing.Core.Verification.Ambiguity;

namespace Signing.Core.Creation;

/// <summary>The one path of signing: prepare, let the key sign, complete.</summary>
internal sealed class SignatureCreation
{
    private const int TokenRoomWithoutExperience = 16 * 1024;

    private readonly PdfSignerOptions _options;
    private readonly SignerCheck _signerCheck;
    private readonly TimestampClient _timestamps;
    private readonly Augmenter _augmenter;

    internal SignatureCreation(PdfSignerOptions options, SignerCheck signerCheck, TimestampClient timestamps, Augmenter augmenter)
    {
        _options = options;
        _signerCheck = signerCheck;
        _timestamps = timestamps;
        _augmenter = augmenter;
    }

    /// <summary>Signs, and gives the finished incremental update.</summary>
    internal async Task<SigningUpdate> SignAsync(InputDocument input, SigningKey key, SignatureOptions options, CancellationToken cancellationToken)
    {
        Signer signer = Signer.With(key, options);
        PreparedState state = await PrepareAsync(input, signer, options, options.ContentsSize, cancellationToken).ConfigureAwait(false);
        byte[] cms = await SignStateAsync(state, key, cancellationToken).ConfigureAwait(false);
        if (cms.Length > state.ContentsSize && signer.CanSignAgain)
        {
            // A larger hole changes what is signed. The authority's token has been seen by now, so this one fits.
            int size = ContentsSize(state.Algorithm, state.Certificates, state.Level);
            state = await PrepareAsync(input, signer, options, size, cancellationToken).ConfigureAwait(false);
            cms = await SignStateAsync(state, key, cancellationToken).ConfigureAwait(false);
        }
        return await FinishAsync(state, cms, input, options.Password, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prepares a signature whose key is elsewhere.</summary>
    internal async Task<PreparedSignature> PrepareAsync(InputDocument input, X509Certificate2 certificate, SignatureOptions options, CancellationToken cancellationToken)
    {
        Signer signer = Signer.Elsewhere(certificate, options);
        PreparedState state = await PrepareAsync(input, signer, options, options.ContentsSize, cancellationToken).ConfigureAwait(false);
        return new PreparedSignature(state) { Password = options.Password };
    }

    /// <summary>Completes a prepared signature, perhaps long after it was prepared, so that the signer is looked at again.</summary>
    internal async Task<SigningUpdate> CompleteAsync(PreparedSignature prepared, ReadOnlyMemory<byte> signatureValue, InputDocument input, CancellationToken cancellationToken)
    {
        PreparedState state = prepared.State;
        await CheckDocumentAsync(state, input, cancellationToken).ConfigureAwait(false);
        CheckValue(state, signatureValue.Span);
        await _signerCheck.CheckAsync(state.Certificates[0], state.Certificates.Skip(1), state.Level, cancellationToken).ConfigureAwait(false);
        byte[] cms = await AssembleAsync(state, signatureValue, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(state, cms, input, prepared.Password, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PreparedState> PrepareAsync(
        InputDocument input, Signer signer, SignatureOptions options, int? contentsSize, CancellationToken cancellationToken)
    {
        options.Validate();
        if (options.Level >= PadesLevel.BaselineT && !_timestamps.HasAuthorities)
        {
            throw Error.Of(ErrorCodes.TsaUnavailable, ("detail", "none is configured"));
        }
        if (input.Source.Length == 0)
        {
            throw Error.Of(ErrorCodes.RequestEmpty);
        }
        // Damage may show only while the update is made; then all of this is done once more, on the repaired document.
        PlannedSignature planned = await PdfDocument.ReadAsync(
            input.Source, _options.Budget, _options.TimeProvider, options.Password,
            document => PlanAsync(input, document, signer, options, contentsSize, cancellationToken)).ConfigureAwait(false);

        PdfUpdateResult update = planned.Update;
        SignatureAlgorithm algorithm = planned.Algorithm;
        ReadOnlyMemory<byte> before = update.Bytes[..update.HoleStart];
        ReadOnlyMemory<byte> after = update.Bytes[(update.HoleStart + update.HoleLength)..];
        await input.ReadAsync(algorithm.Hash, cancellationToken).ConfigureAwait(false);
        byte[] messageDigest = input.DigestWith(algorithm.Hash, before.Span, after.Span);
        return new PreparedState
        {
            Version = PreparedState.CurrentVersion,
            DocumentLength = input.Source.Length,
            DocumentSha256 = input.Sha256,
            Level = options.Level,
            Scheme = algorithm.Scheme,
            Hash = algorithm.Hash.Name!,
            SignedAttributes = SignedAttributes.Build(messageDigest, planned.Path[0], algorithm.Hash),
            Certificates = planned.Path,
            ContentsSize = planned.ContentsSize,
            BeforeContents = before,
            AfterContents = after,
            Notes = planned.Notes,
        };
    }

    /// <summary>Everything that needs the document's objects.</summary>
    private async Task<PlannedSignature> PlanAsync(
        InputDocument input, PdfDocument document, Signer signer, SignatureOptions options, int? contentsSize, CancellationToken cancellationToken)
    {
        SignatureTarget target = SignatureTarget.Find(document, options);
        SignatureAlgorithm algorithm = AlgorithmChoice.Choose(signer.Certificate, options, signer.Algorithms, target.Seed?.Digests() ?? []);
        IReadOnlyList<ReadOnlyMemory<byte>> path = await _signerCheck
            .CheckAsync(signer.Certificate.RawDataMemory, signer.Issuers.Select(static c => c.RawDataMemory), options.Level, cancellationToken).ConfigureAwait(false);
        if (options.Level == PadesLevel.BaselineLta)
        {
            // Its time-stamp takes a new field, whatever field this signature goes into.
            SignatureTarget.ForTimestamp(document);
        }
        target.Seed?.Check(options, algorithm, target.Permission, signer.Certificate, path);
        int size = ContentsSize(algorithm, path, options.Level, contentsSize, signer.CanSignAgain);
        ReachableAmbiguity ambiguity = input.FindAmbiguity(document);
        // What others have signed already keeps its two readings: whether that counts is for whoever verifies their signatures.
        PdfUpdateResult update = SignatureUpdate.Write(
            target, options, algorithm.Hash, _options.TimeProvider.GetUtcNow(), size, target.IsFurther ? [] : ambiguity.Mendable);
        if (document.IsRepaired)
        {
            RepairCheck.Require(document, target.Name, update, options.Password);
        }
        return new PlannedSignature(algorithm, path, size, update, SigningNotes.Of(document, ambiguity));
    }

    /// <summary>The size asked for, unless it is known beforehand not to do: then nobody types a PIN in vain.</summary>
    private int ContentsSize(SignatureAlgorithm algorithm, IReadOnlyList<ReadOnlyMemory<byte>> path, PadesLevel level, int? asked, bool canGrow)
    {
        int needed = ContentsSize(algorithm, path, level);
        if (asked is not { } size)
        {
            return needed;
        }
        return size >= CmsWriter.MeasureUpperBound(algorithm, path) ? size
            : canGrow ? needed
            : throw TooSmall(needed, size);
    }

    /// <summary>The exact CMS with its path, plus twice the largest token that these authorities ever gave.</summary>
    private int ContentsSize(SignatureAlgorithm algorithm, IReadOnlyList<ReadOnlyMemory<byte>> path, PadesLevel level)
    {
        int tokenRoom = level < PadesLevel.BaselineT ? 0
            : _timestamps.LargestToken is > 0 and int largest ? 2 * largest
            : TokenRoomWithoutExperience;
        return CmsWriter.MeasureUpperBound(algorithm, path, tokenRoom);
    }

    private async Task<byte[]> SignStateAsync(PreparedState state, SigningKey key, CancellationToken cancellationToken)
    {
        byte[] value = await key.SignDataAsync(state.SignedAttributes, state.Algorithm, cancellationToken).ConfigureAwait(false);
        CheckValue(state, value);
        return await AssembleAsync(state, value, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whoever made the value: it counts only if it verifies with the signer's certificate.</summary>
    private static void CheckValue(PreparedState state, ReadOnlySpan<byte> signatureValue)
    {
        Cms.CertificateFields signer = Cms.CertificateFields.Parse(state.Certificates[0]);
        if (SignatureVerifier.Verify(signer.SubjectPublicKeyInfo.Span, state.Algorithm, state.SignedAttributes.Span, signatureValue) != true)
        {
            throw Error.Of(ErrorCodes.SignatureInvalid, ("subject", Certificate.Parse(state.Certificates[0]).Subject));
        }
    }

    /// <summary>Has the value time-stamped, and writes the CMS.</summary>
    private async Task<byte[]> AssembleAsync(PreparedState state, ReadOnlyMemory<byte> signatureValue, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? token = null;
        if (state.Level >= PadesLevel.BaselineT)
        {
            TimestampToken stamped = await _timestamps.RequestAsync(signatureValue, cancellationToken).ConfigureAwait(false);
            token = stamped.Encoding;
        }
        return CmsWriter.Write(state.SignedAttributes, state.Algorithm, signatureValue, state.Certificates, token);
    }

    /// <summary>Refuses a document that is not the one that was prepared, and a state whose parts do not belong together.</summary>
    private static async Task CheckDocumentAsync(PreparedState state, InputDocument input, CancellationToken cancellationToken)
    {
        if (input.Source.Length != state.DocumentLength)
        {
            throw Error.Of(ErrorCodes.StateDocument, ("detail", $"It has {input.Source.Length} bytes instead of {state.DocumentLength}."));
        }
        await input.ReadAsync(state.Algorithm.Hash, cancellationToken).ConfigureAwait(false);
        if (!input.Sha256.AsSpan().SequenceEqual(state.DocumentSha256.Span))
        {
            throw Error.Of(ErrorCodes.StateDocument, ("detail", "Its SHA-256 is another."));
        }
        byte[] messageDigest = input.DigestWith(state.Algorithm.Hash, state.BeforeContents.Span, state.AfterContents.Span);
        if (!SignedAttributes.Build(messageDigest, state.Certificates[0], state.Algorithm.Hash).AsSpan().SequenceEqual(state.SignedAttributes.Span))
        {
            throw Error.Of(ErrorCodes.StateInvalid, ("detail", "The signed attributes do not belong to the update."));
        }
    }

    /// <summary>Fills the hole, and appends what the level asks for beyond the signature.</summary>
    private async Task<SigningUpdate> FinishAsync(PreparedState state, byte[] cms, InputDocument input, string? password, CancellationToken cancellationToken)
    {
        if (cms.Length > state.ContentsSize)
        {
            throw TooSmall(ContentsSize(state.Algorithm, state.Certificates, state.Level), state.ContentsSize);
        }
        byte[] update = state.Fill(cms);
        if (state.Level < PadesLevel.BaselineLt)
        {
            return new SigningUpdate(update, state.Notes);
        }
        var document = new GrowingDocument(input, update);
        ProofNeed need = FreshSignature.Need(cms, state.ContentsSize, _options.TimeProvider.GetUtcNow());
        await _augmenter.AugmentAsync(document, state.Level, password, need, cancellationToken).ConfigureAwait(false);
        return new SigningUpdate(document.Updates, state.Notes);
    }

    private static SigningException TooSmall(int needed, int reserved) =>
        Error.Of(ErrorCodes.ContentsTooSmall, ("needed", needed), ("reserved", reserved));
}
