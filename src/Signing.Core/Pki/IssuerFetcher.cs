using Signing.Core.Net;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Pki;

/// <summary>
/// Fetches the issuers that a path lacks, from the addresses in its certificates. These are followed before anybody trusts the
/// certificates, so that little is: few addresses, small answers, the fetch rules, and only certificates that verify count.
/// Thread-safe; one for an application, for the sake of its memory.
/// </summary>
internal sealed class IssuerFetcher(Fetcher fetcher, TimeProvider time)
{
    private const int MaxAddresses = 2;

    private readonly IssuerDownloads _downloads = new(fetcher, time);

    /// <summary>Fetches, from the target upwards, until a path reaches an anchor or nothing more is to be had.</summary>
    /// <param name="target">The certificate whose path is wanted.</param>
    /// <param name="pool">Certificates at hand.</param>
    /// <param name="trust">Where the path must lead.</param>
    /// <param name="budget">How much may be asked; shared by all certificates of a document.</param>
    /// <param name="options">What the search may share with others; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<FetchedIssuers> CompleteAsync(
        Certificate target, IReadOnlyCollection<Certificate> pool, TrustStore trust, IssuerBudget budget, PathOptions? options, CancellationToken cancellationToken)
    {
        var found = new List<Certificate>();
        var offered = new HashSet<Certificate>();
        var attempts = new List<FetchAttempt>();
        // A bundle may hold the next one already.
        while (Gap() is { } last && (Take(last) || await FetchAsync(last).ConfigureAwait(false)))
        {
        }
        return new FetchedIssuers(found, attempts);

        // Whatever else is wrong with a path that reaches an anchor, no further certificate is missing.
        Certificate? Gap()
        {
            PathResult path = PathValidator.Validate(target, [.. pool, .. found], trust, time.GetUtcNow(), PathPurpose.DocumentSigning, options);
            return path.ReachesAnchor || path.Status == PathStatus.BudgetExhausted ? null : path.Chain[^1];
        }

        async Task<bool> FetchAsync(Certificate last)
        {
            foreach (Uri address in last.IssuerAddresses.Take(MaxAddresses))
            {
                if (!budget.Take())
                {
                    return false;
                }
                IssuerAnswer answer = await _downloads.GetAsync(address, cancellationToken).ConfigureAwait(false);
                offered.UnionWith(answer.Certificates);
                bool fits = Take(last);
                string detail = fits ? "" : answer.Detail.Length > 0 ? answer.Detail : "no certificate of the issuer came";
                attempts.Add(new FetchAttempt(last, FetchAttempt.IssuerKind, address, detail));
                if (fits)
                {
                    return true;
                }
            }
            return false;
        }

        bool Take(Certificate last)
        {
            Certificate[] issuers = [.. offered.Where(issuer => !found.Contains(issuer) && !issuer.Equals(last) && last.VerifyIssuedBy(issuer))];
            found.AddRange(issuers);
            return issuers.Length > 0;
        }
    }
}
