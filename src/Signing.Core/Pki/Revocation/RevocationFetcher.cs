using Signing.Core.Net;

namespace Signing.Core.Pki.Revocation;

/// <summary>
/// Fetches the proofs that a path still lacks, OCSP answers before CRLs, and only for paths that stand: a certificate that nobody
/// trusts does not decide where we connect. Thread-safe; one for an application, for the sake of its memory.
/// </summary>
internal sealed class RevocationFetcher(Fetcher fetcher, TimeProvider time)
{
    // Of each kind for one certificate: its issuer's word decides where we ask, but not how often.
    private const int MaxAddresses = 8;

    private readonly ProofDownloads _downloads = new(fetcher, time);
    private readonly IssuerDownloads _issuers = new(fetcher, time);

    /// <summary>Fetches for every certificate of a path whose status the known proofs leave open.</summary>
    /// <param name="path">The path; one that does not stand fetches nothing.</param>
    /// <param name="context">The proofs known so far, times and rules; proofs older than its freshness wants are fetched anew.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<FetchedProofs> FetchAsync(PathResult path, RevocationContext context, CancellationToken cancellationToken)
    {
        // Time is judged last: with these, everything but the time is in order.
        if (path.Status is not (PathStatus.Trusted or PathStatus.Expired or PathStatus.NotYetValid))
        {
            return new FetchedProofs(context.Proofs, [], []);
        }
        IEnumerable<Task<FetchedProofs>> certificates = Enumerable.Range(0, path.Chain.Count - 1)
            .Select(i => FetchOneAsync(path.Chain[i], path.Chain[i + 1], path.Chain[^1], context, cancellationToken));
        FetchedProofs[] fetched = await Task.WhenAll(certificates).ConfigureAwait(false);
        return new FetchedProofs(
            fetched.Aggregate(context.Proofs, static (all, more) => all.Add(more.Proofs)),
            [.. fetched.SelectMany(static more => more.Certificates).Distinct()],
            [.. fetched.SelectMany(static more => more.Attempts)]);
    }

    private async Task<FetchedProofs> FetchOneAsync(
        Certificate certificate, Certificate issuer, Certificate anchor, RevocationContext context, CancellationToken cancellationToken)
    {
        var search = new ProofSearch(certificate, issuer, anchor, context);
        foreach (Uri address in certificate.OcspAddresses.Take(MaxAddresses))
        {
            if (search.IsDecided)
            {
                return search.Result;
            }
            await AskAsync(search, certificate, issuer, address, cancellationToken).ConfigureAwait(false);
        }
        await AddListsAsync(search, certificate, cancellationToken).ConfigureAwait(false);
        return search.Result;
    }

    private async Task AskAsync(ProofSearch search, Certificate certificate, Certificate issuer, Uri address, CancellationToken cancellationToken)
    {
        ProofAnswer answer = await AskOnceAsync().ConfigureAwait(false);
        if (answer.IsFromDisk && search.Rejects(answer))
        {
            // It was deleted: now the network is asked.
            answer = await AskOnceAsync().ConfigureAwait(false);
        }
        if (search.IsTold)
        {
            _downloads.Keep(certificate, issuer, address, answer);
        }

        async Task<ProofAnswer> AskOnceAsync()
        {
            ProofAnswer got = await _downloads.AskAsync(certificate, issuer, address, search.IsFresh, cancellationToken).ConfigureAwait(false);
            search.Add("ocsp", address, got);
            foreach (Certificate responder in search.OpenResponders(got))
            {
                await AddListsAsync(search, responder, cancellationToken).ConfigureAwait(false);
            }
            if (search.Rejects(got))
            {
                _downloads.Distrust(certificate, issuer, address, got);
            }
            return got;
        }
    }

    private async Task AddListsAsync(ProofSearch search, Certificate certificate, CancellationToken cancellationToken)
    {
        foreach (Uri address in certificate.CrlAddresses.Take(MaxAddresses))
        {
            if (search.IsDecided)
            {
                return;
            }
            ProofAnswer answer = await AddListAsync(search, address, cancellationToken).ConfigureAwait(false);
            if (search.Rejects(answer))
            {
                // Where deltas are is its word too.
                continue;
            }
            foreach (Uri delta in ProofSearch.DeltaAddresses(answer, certificate).Take(MaxAddresses))
            {
                await AddListAsync(search, delta, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<ProofAnswer> AddListAsync(ProofSearch search, Uri address, CancellationToken cancellationToken)
    {
        ProofAnswer answer = await AddOnceAsync().ConfigureAwait(false);
        return answer.IsFromDisk && search.Rejects(answer) ? await AddOnceAsync().ConfigureAwait(false) : answer;

        async Task<ProofAnswer> AddOnceAsync()
        {
            ProofAnswer got = await _downloads.DownloadAsync(address, search.IsFresh, cancellationToken).ConfigureAwait(false);
            search.Add("crl", address, got);
            await AddSignerAsync(search, got, cancellationToken).ConfigureAwait(false);
            if (search.Rejects(got))
            {
                _downloads.Distrust(address, got);
            }
            else
            {
                _downloads.Keep(address, got);
            }
            return got;
        }
    }

    /// <summary>A list that another than the certificate's issuer signed: its signer's certificate is looked for where the list says, and has a status too.</summary>
    private async Task AddSignerAsync(ProofSearch search, ProofAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Proof is not CrlProof crl || !search.TakeForeign(crl))
        {
            return;
        }
        Certificate? signer = search.SignerOf(crl);
        foreach (Uri address in crl.IssuerAddresses.Take(signer is null ? MaxAddresses : 0))
        {
            IssuerAnswer issuers = await _issuers.GetAsync(address, cancellationToken).ConfigureAwait(false);
            search.Add(address, issuers);
            signer ??= search.SignerOf(crl);
        }
        if (signer is not null)
        {
            await AddListsAsync(search, signer, cancellationToken).ConfigureAwait(false);
        }
    }
}
