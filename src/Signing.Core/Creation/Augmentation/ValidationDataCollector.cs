using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Creation.Augmentation;

/// <summary>
/// Gathers what a later verifier needs of certificates: their paths, the proof of the status of everything on them, and the
/// same of whoever signed those proofs. What cannot be had is an error that names it: nothing is left out silently.
/// </summary>
internal sealed class ValidationDataCollector(PdfSignerOptions options, RevocationFetcher revocation)
{
    /// <param name="subjects">Whose.</param>
    /// <param name="pool">Certificates that may help to find paths: untrusted.</param>
    /// <param name="known">The proofs at hand.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SigningException"><see cref="ErrorCodes.ProofMissing"/>, <see cref="ErrorCodes.SignerUntrusted"/>,
    /// <see cref="ErrorCodes.SignerExpired"/> or <see cref="ErrorCodes.SignerRevoked"/>, with the certificate's name.</exception>
    internal async Task<CollectedData> CollectAsync(
        IEnumerable<ProofSubject> subjects, IReadOnlyCollection<Certificate> pool, RevocationData known, CancellationToken cancellationToken)
    {
        var collected = new CollectedData();
        var round = new Round(options.Trust.Current, pool, known, new PathOptions { Verified = new() });
        foreach (ProofSubject subject in subjects)
        {
            try
            {
                collected.Add(subject, await CollectAsync(subject, round, cancellationToken).ConfigureAwait(false));
            }
            catch (SigningException) when (subject.IsOptional)
            {
                // Then the document does not say it.
            }
        }
        return collected;
    }

    /// <summary>At the first of the subject's times at which it is proven good.</summary>
    private async Task<ValidationData> CollectAsync(ProofSubject subject, Round round, CancellationToken cancellationToken)
    {
        SigningException? first = null;
        foreach (DateTimeOffset at in subject.Times)
        {
            try
            {
                return await CollectAsync(subject, at, round, cancellationToken).ConfigureAwait(false);
            }
            catch (SigningException missing)
            {
                first ??= missing;
            }
        }
        throw first!;
    }

    private async Task<ValidationData> CollectAsync(ProofSubject subject, DateTimeOffset at, Round round, CancellationToken cancellationToken)
    {
        PathResult path = PathValidator.Validate(subject.Certificate, round.Pool, round.Trust, at, subject.Purpose, round.Path);
        if (!path.IsTrusted)
        {
            throw StatusErrors.Untrusted(path, subject.Certificate);
        }
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        var context = new RevocationContext(round.Proofs, round.Pool, round.Trust, at, now) { Path = round.Path, Freshness = options.ProofFreshness };
        FetchedProofs fetched = await revocation.FetchAsync(path, context, cancellationToken).ConfigureAwait(false);
        context = context with { Proofs = fetched.Proofs, Pool = [.. context.Pool, .. fetched.Certificates] };
        IReadOnlyList<RevocationFinding> findings = Judge(path, context);
        foreach (RevocationFinding finding in findings)
        {
            StatusErrors.ThrowUnlessGood(finding, fetched);
        }

        var data = new ValidationData();
        data.Add(path.Chain);
        foreach (RevocationProof proof in Needed(findings, fetched, round.Proofs))
        {
            data.Add(proof);
            data.Add(ProofSigners.Find(proof, context));
        }
        round.Proofs = fetched.Proofs;
        return data;
    }

    /// <summary>
    /// Freshness is asked of the subject itself. What is asked of its authorities was fetched anew as well, but they publish
    /// rarely: their newest word counts until its nextUpdate.
    /// </summary>
    private static IReadOnlyList<RevocationFinding> Judge(PathResult path, RevocationContext context)
    {
        IReadOnlyList<RevocationFinding> fresh = RevocationJudge.Judge(path, context);
        if (context.Freshness is null || fresh.Skip(1).All(static finding => finding.Status != RevocationStatus.Unknown))
        {
            return fresh;
        }
        IReadOnlyList<RevocationFinding> newest = RevocationJudge.Judge(path, context with { Freshness = null });
        return [fresh[0], .. newest.Skip(1)];
    }

    /// <summary>The proofs that decided, and what was fetched with them and counts: base CRLs, the status of responders.</summary>
    private static HashSet<RevocationProof> Needed(IReadOnlyList<RevocationFinding> findings, FetchedProofs fetched, RevocationData before)
    {
        HashSet<RevocationProof> rejected = [.. findings.SelectMany(static finding => finding.Rejected).Select(static r => r.Proof)];
        HashSet<RevocationProof> old = [.. All(before)];
        HashSet<RevocationProof> needed = [.. All(fetched.Proofs).Where(proof => !old.Contains(proof) && !rejected.Contains(proof))];
        needed.UnionWith(findings.Select(static finding => finding.Proof).OfType<RevocationProof>());
        return needed;
    }

    private static IEnumerable<RevocationProof> All(RevocationData proofs) => [.. proofs.Ocsp, .. proofs.Crls];

    /// <summary>What several subjects share.</summary>
    private sealed class Round(TrustStore trust, IReadOnlyCollection<Certificate> pool, RevocationData proofs, PathOptions path)
    {
        internal TrustStore Trust { get; } = trust;

        internal IReadOnlyCollection<Certificate> Pool { get; } = pool;

        internal RevocationData Proofs { get; set; } = proofs;

        internal PathOptions Path { get; } = path;
    }
}
