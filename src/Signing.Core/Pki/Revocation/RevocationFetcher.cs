using System.Security.Cryptography;
using Signing.Core.Net;

namespace Signing.Core.Pki.Revocation;

/// <summary>
/// Fetches the proofs that a path still lacks, OCSP answers before CRLs, and only for paths that stand: a certificate that nobody
/// trusts does not decide where we connect. Thread-safe; one for an application, for the sake of its memory.
/// </summary>
internal sealed class RevocationFetcher(Fetcher fetcher, TimeProvider time)
{
    private const int NonceBytes = 16;
    private static readonly TimeSpan FailureMemory = TimeSpan.FromSeconds(30);

    private readonly ProofCache _answers = new(time, capacity: 10_000, maxBytes: 32 * 1024 * 1024);
    private readonly ProofCache _lists = new(time, capacity: 500, maxBytes: 256 * 1024 * 1024);

    /// <summary>Fetches for every certificate of a path whose status the known proofs leave open.</summary>
    /// <param name="path">The path; one that does not stand fetches nothing.</param>
    /// <param name="context">The proofs known so far, times and rules.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<FetchedProofs> FetchAsync(PathResult path, RevocationContext context, CancellationToken cancellationToken)
    {
        // Time is judged last: with these, everything but the time is in order.
        if (path.Status is not (PathStatus.Trusted or PathStatus.Expired or PathStatus.NotYetValid))
        {
            return new FetchedProofs(context.Proofs, []);
        }
        IEnumerable<Task<FetchedProofs>> certificates = Enumerable.Range(0, path.Chain.Count - 1)
            .Select(i => FetchOneAsync(path.Chain[i], path.Chain[i + 1], path.Chain[^1], context, cancellationToken));
        FetchedProofs[] fetched = await Task.WhenAll(certificates).ConfigureAwait(false);
        return new FetchedProofs(
            fetched.Aggregate(context.Proofs, static (all, more) => all.Add(more.Proofs)),
            [.. fetched.SelectMany(static more => more.Attempts)]);
    }

    private async Task<FetchedProofs> FetchOneAsync(
        Certificate certificate, Certificate issuer, Certificate anchor, RevocationContext context, CancellationToken cancellationToken)
    {
        var search = new ProofSearch(certificate, issuer, anchor, context);
        foreach (Uri address in certificate.OcspAddresses)
        {
            if (search.IsDecided)
            {
                return search.Result;
            }
            ProofAnswer answer = await AskAsync(certificate, issuer, address, cancellationToken).ConfigureAwait(false);
            search.Add("ocsp", address, answer);
            Distrust(_answers, Key(certificate, issuer, address), search, answer);
            foreach (Certificate responder in search.OpenResponders(answer))
            {
                await AddListsAsync(search, responder, cancellationToken).ConfigureAwait(false);
            }
        }
        await AddListsAsync(search, certificate, cancellationToken).ConfigureAwait(false);
        return search.Result;
    }

    private async Task AddListsAsync(ProofSearch search, Certificate certificate, CancellationToken cancellationToken)
    {
        foreach (Uri address in certificate.CrlAddresses)
        {
            if (search.IsDecided)
            {
                return;
            }
            ProofAnswer answer = await DownloadAsync(address, cancellationToken).ConfigureAwait(false);
            search.Add("crl", address, answer);
            Distrust(_lists, address.ToString(), search, answer);
        }
    }

    // Nobody vouches for what comes over plain HTTP until it is judged: a forged answer must not be remembered until the date it names.
    private void Distrust(ProofCache cache, string key, ProofSearch search, ProofAnswer answer)
    {
        if (search.Rejects(answer))
        {
            cache.Shorten(key, time.GetUtcNow() + FailureMemory);
        }
    }

    private static string Key(Certificate certificate, Certificate issuer, Uri address) => $"{address}\n{certificate.Thumbprint}\n{issuer.Thumbprint}";

    private async Task<ProofAnswer> AskAsync(Certificate certificate, Certificate issuer, Uri address, CancellationToken cancellationToken)
    {
        return Marked(await _answers.GetAsync(Key(certificate, issuer, address), Ask, cancellationToken).ConfigureAwait(false));

        async Task<(ProofAnswer, DateTimeOffset)> Ask()
        {
            byte[] nonce = RandomNumberGenerator.GetBytes(NonceBytes);
            FetchResult result = await fetcher.PostAsync(
                address, OcspRequest.Build(certificate, issuer, nonce), OcspRequest.MediaType, OcspRequest.AnswerMediaType, CancellationToken.None).ConfigureAwait(false);
            return Read(result, static (bytes, at) => OcspProof.Parse(bytes, ProofSource.Online, at), proof => CheckAnswer(proof, certificate, issuer, nonce), NextUpdate);
        }

        DateTimeOffset? NextUpdate(OcspProof proof) => proof.Find(certificate, issuer)?.NextUpdate;
    }

    private async Task<ProofAnswer> DownloadAsync(Uri address, CancellationToken cancellationToken)
    {
        return Marked(await _lists.GetAsync(address.ToString(), Download, cancellationToken).ConfigureAwait(false));

        async Task<(ProofAnswer, DateTimeOffset)> Download()
        {
            FetchResult result = await fetcher.GetAsync(address, CancellationToken.None).ConfigureAwait(false);
            return Read(result, static (bytes, at) => CrlProof.Parse(bytes, ProofSource.Online, at), static _ => null, static proof => proof.NextUpdate);
        }
    }

    // Without nextUpdate a newer answer may be there at any time: nothing is kept.
    private (ProofAnswer Answer, DateTimeOffset KeepUntil) Read<TProof>(
        FetchResult result, Func<ReadOnlyMemory<byte>, Uri, TProof> parse, Func<TProof, string?> check, Func<TProof, DateTimeOffset?> nextUpdate)
        where TProof : RevocationProof
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!result.IsOk)
        {
            return (new ProofAnswer(null, result.Detail), now + FailureMemory);
        }
        try
        {
            TProof proof = parse(result.Body.ToArray(), result.Address);
            return check(proof) is { } wrong
                ? (new ProofAnswer(null, wrong), now + FailureMemory)
                : (new ProofAnswer(proof, ""), nextUpdate(proof) ?? now);
        }
        catch (CertificateException malformed)
        {
            return (new ProofAnswer(null, malformed.Message), now + FailureMemory);
        }
    }

    private static string? CheckAnswer(OcspProof proof, Certificate certificate, Certificate issuer, byte[] nonce)
    {
        if (proof.Find(certificate, issuer) is null)
        {
            return "the answer is about another certificate";
        }
        // Many responders prepare their answers and repeat no nonce; one that is there must be ours (RFC 9654, 2.1).
        return proof.Nonce is { } repeated && !OcspNonce.Matches(repeated, nonce) ? "the answer is to another request" : null;
    }

    private static ProofAnswer Marked((ProofAnswer Answer, bool WasKept) got) =>
        got.WasKept && got.Answer.Proof is { } proof ? new ProofAnswer(proof.AsCached(), "") : got.Answer;
}
