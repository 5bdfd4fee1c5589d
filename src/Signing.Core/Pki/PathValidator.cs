namespace Signing.Core.Pki;

/// <summary>
/// Certification path validation (RFC 5280, 6.1; RFC 4158 for the search): pure in its arguments. Revocation is judged apart, by
/// <see cref="Revocation.RevocationJudge"/>.
/// </summary>
internal static class PathValidator
{
    /// <summary>Searches a path from a certificate to an anchor of any domain and judges it at a time.</summary>
    /// <param name="target">The certificate in question.</param>
    /// <param name="pool">Certificates that may help: untrusted, in any order.</param>
    /// <param name="trust">The trust domains, searched in order.</param>
    /// <param name="at">The time that counts for validity periods.</param>
    /// <param name="purpose">What the target is to be used for.</param>
    /// <param name="options">Policies and budgets; null for the defaults.</param>
    /// <returns>The first trusted path, or the most telling failure. Where algorithms are judged, a path that they weaken comes after all others that are trusted.</returns>
    internal static PathResult Validate(
        Certificate target, IReadOnlyCollection<Certificate> pool, TrustStore trust, DateTimeOffset at, PathPurpose purpose, PathOptions? options = null)
    {
        CertificateIndex index = pool.Count == 0 ? CertificateIndex.Empty : new CertificateIndex(pool);
        var search = new PathSearch(target, index, at, purpose, options ?? PathOptions.Default);
        foreach (TrustDomain domain in trust.Domains)
        {
            PathResult? trusted = search.Run(domain);
            if (trusted is not null)
            {
                return trusted;
            }
            if (search.IsExhausted)
            {
                break;
            }
        }
        return search.Best;
    }
}
