namespace Signing.Core.Pki;

/// <summary>
/// Finds a path from a target to an anchor of one domain: depth first, the likeliest issuer first, each step only over a signature
/// that verifies, within a budget that all domains share. BouncyCastle's builder has neither bound nor cancellation.
/// </summary>
internal sealed class PathSearch(Certificate target, CertificateIndex pool, DateTimeOffset at, PathPurpose purpose, PathOptions options)
{
    private readonly SignatureLedger _ledger = new(options);
    private readonly List<Certificate> _path = [target];
    private PathResult? _best;
    private PathResult? _weak;
    private int _bestRank = -1;
    private int _candidates = options.Budget.Candidates;
    private int _paths = options.Budget.Paths;

    /// <summary>The first path that is trusted but for its algorithms, else the most telling of the failures so far.</summary>
    internal PathResult Best => _weak ?? _best ?? new PathResult(PathStatus.NoPath, null, [target], target, Missing(target));

    internal bool IsExhausted { get; private set; }

    /// <summary>Searches one domain.</summary>
    /// <returns>The trusted path; null where there is none.</returns>
    internal PathResult? Run(TrustDomain domain)
    {
        var checker = new PathChecker(domain, at, purpose, options, _ledger);
        return (domain.IsAnchor(target) ? Judge(domain, checker) : null) ?? Extend(domain, checker);
    }

    private PathResult? Extend(TrustDomain domain, PathChecker checker)
    {
        Certificate last = _path[^1];
        bool stepped = false;
        foreach (Certificate issuer in Issuers(last, domain))
        {
            if (_candidates-- <= 0)
            {
                return Exhaust("too many candidates");
            }
            if (IsInPath(issuer))
            {
                continue;
            }
            // A key without its parameters cannot verify alone; the checker does it with the path above it.
            if (!issuer.LacksKeyParameters)
            {
                if (_ledger.Verify(last, issuer) is not { } verified)
                {
                    return Exhaust("too many signatures");
                }
                if (!verified)
                {
                    NoteBadSignature(last, issuer);
                    continue;
                }
            }
            stepped = true;
            _path.Add(issuer);
            PathResult? trusted = domain.IsAnchor(issuer) ? Judge(domain, checker)
                : _path.Count < options.Budget.Length ? Extend(domain, checker)
                : null;
            _path.RemoveAt(_path.Count - 1);
            if (trusted is not null || IsExhausted)
            {
                return trusted;
            }
        }
        if (!stepped)
        {
            Note(null, new PathFailure(PathStatus.NoPath, last, Missing(last)));
        }
        return null;
    }

    private PathResult? Judge(TrustDomain domain, PathChecker checker)
    {
        if (_paths-- <= 0)
        {
            return Exhaust("too many paths");
        }
        Certificate[] chain = Complete();
        PathFailure? failure = checker.Check(chain, out IReadOnlyCollection<string> policies);
        if (failure is null)
        {
            var trusted = new PathResult(PathStatus.Trusted, domain.Name, chain, null, "") { Policies = policies, Policy = domain.Policy };
            if (options.Algorithms?.Judge(chain, domain) is null)
            {
                return trusted;
            }
            _weak ??= trusted;
            return null;
        }
        Note(domain, failure);
        return null;
    }

    // From the anchor down, each key with what it inherits.
    private Certificate[] Complete()
    {
        Certificate[] chain = [.. _path];
        for (int i = chain.Length - 2; i >= 0; i--)
        {
            chain[i] = chain[i].CompletedBy(chain[i + 1]);
        }
        return chain;
    }

    private IEnumerable<Certificate> Issuers(Certificate certificate, TrustDomain domain)
    {
        IReadOnlyList<Certificate> anchors = domain.AnchorIndex.WithSubject(certificate.Issuer);
        IReadOnlyList<Certificate> pinned = domain.IntermediateIndex.WithSubject(certificate.Issuer);
        IReadOnlyList<Certificate> given = pool.WithSubject(certificate.Issuer);
        if (anchors.Count + pinned.Count + given.Count == 1)
        {
            return anchors.Count == 1 ? anchors : pinned.Count == 1 ? pinned : given;
        }
        return anchors.Concat(pinned).Concat(given).Distinct()
            .OrderByDescending(issuer => KeysMatch(certificate, issuer))
            .ThenByDescending(domain.IsAnchor)
            // Before what came with the document: that can hold any number of look-alikes.
            .ThenByDescending(domain.IsPinned)
            .ThenByDescending(issuer => issuer.IsValidAt(at))
            .ThenByDescending(static issuer => issuer.NotAfter)
            .ThenBy(static issuer => issuer.Thumbprint, StringComparer.Ordinal);
    }

    // A loop adds nothing: the same name with the same key was there before, under whatever certificate (RFC 4158, 2.4.2).
    private bool IsInPath(Certificate issuer) =>
        _path.Exists(other => other.Subject.Equals(issuer.Subject) && other.SubjectPublicKeyInfo.Span.SequenceEqual(issuer.SubjectPublicKeyInfo.Span));

    // Key identifiers only order the search: 1 match, 0 unknown, -1 differ (RFC 5280, 4.2.1.1).
    private static int KeysMatch(Certificate certificate, Certificate issuer) =>
        certificate.AuthorityKeyIdentifier is { } wanted && issuer.SubjectKeyIdentifier is { } has
            ? wanted.Span.SequenceEqual(has.Span) ? 1 : -1
            : 0;

    private void NoteBadSignature(Certificate certificate, Certificate issuer)
    {
        // Another key of the same name is no forgery: authorities renew their keys.
        if (KeysMatch(certificate, issuer) < 0)
        {
            return;
        }
        if (certificate.Signed.Method is null)
        {
            string what = certificate.Signed.WeakDigest is { } weak ? $"over {weak}" : $"by the unknown algorithm {certificate.Signed.Algorithm.Oid}";
            Note(null, new PathFailure(PathStatus.WeakAlgorithm, certificate, $"the certificate is signed {what}"));
        }
        else
        {
            Note(null, new PathFailure(PathStatus.BadSignature, certificate, $"its signature does not verify with the key of {issuer.Subject} (RFC 5280, 6.1.3 (a)(1))"));
        }
    }

    private PathResult? Exhaust(string what)
    {
        IsExhausted = true;
        Note(null, new PathFailure(PathStatus.BudgetExhausted, _path[^1], $"the search was given up: {what}"));
        return null;
    }

    private void Note(TrustDomain? domain, PathFailure failure)
    {
        bool further = failure.Rank == _bestRank && _path.Count > _best!.Chain.Count;
        if (failure.Rank > _bestRank || further)
        {
            _bestRank = failure.Rank;
            _best = new PathResult(failure.Status, domain?.Name, [.. _path], failure.Offender, failure.Detail)
            {
                Policy = domain?.Policy, IsAfterSunset = failure.IsAfterSunset,
            };
        }
    }

    private static string Missing(Certificate last) => last.IsSelfIssued
        ? "it is its own issuer and no trust anchor"
        : $"no certificate of its issuer {last.Issuer} leads to a trust anchor";
}
