using Signing.Core.Pki;

namespace Signing.Core.Verification;

/// <summary>The paths of the signers and authorities of a document, each searched once.</summary>
internal sealed class CertificatePaths
{
    private readonly Dictionary<(Certificate, PathPurpose, DateTimeOffset Time, int Proven), PathResult> _paths = [];
    private readonly Evidence _evidence;
    private readonly ProofsOfExistence _existence;
    private readonly DateTimeOffset _at;
    private readonly bool _isAsCollected;

    /// <param name="evidence">Trust domains, certificates, and what collecting found already.</param>
    /// <param name="table">Until when algorithms count.</param>
    /// <param name="existence">Since when certificates are proven to exist.</param>
    /// <param name="at">The instant of validation.</param>
    internal CertificatePaths(Evidence evidence, AlgorithmTable table, ProofsOfExistence existence, DateTimeOffset at)
    {
        _evidence = evidence;
        _existence = existence;
        _at = at;
        _isAsCollected = ReferenceEquals(table, evidence.PathAlgorithms);
        Now = evidence.PathOptions.Judging(table, new NothingProven(at));
        Past = evidence.PathOptions.Judging(table, existence);
    }

    /// <summary>What is asked of paths and proofs at the instant of validation.</summary>
    internal PathOptions Now { get; }

    /// <summary>What is asked of them where older proofs of their existence help.</summary>
    internal PathOptions Past { get; }

    /// <summary>
    /// The path at a time. One that is trusted now serves whenever all its certificates are valid: several signatures of a
    /// document often are one person's, and the collector has judged them already.
    /// </summary>
    internal PathResult Find(Certificate target, PathPurpose purpose, DateTimeOffset time)
    {
        PathResult now = Search(target, purpose, _at, 0);
        return time == _at || now.IsTrustedAt(time) ? now : Search(target, purpose, time, 0);
    }

    /// <summary>The path at a time in the past: each of its certificates must count since it is proven to exist.</summary>
    internal PathResult FindPast(Certificate target, PathPurpose purpose, DateTimeOffset time)
    {
        PathResult now = Search(target, purpose, _at, 0);
        return now.IsTrustedAt(time) && Past.Algorithms!.Judge(now.Chain, DomainOf(now)) is null ? now : Search(target, purpose, time, _existence.Count);
    }

    /// <summary>The domain of a path; null where none was reached.</summary>
    internal TrustDomain? DomainOf(PathResult path) => _evidence.Trust.Domains.FirstOrDefault(domain => domain.Name == path.Domain);

    private PathResult Search(Certificate target, PathPurpose purpose, DateTimeOffset time, int proven)
    {
        if (_paths.TryGetValue((target, purpose, time, proven), out PathResult? path))
        {
            return path;
        }
        if (proven > 0 || !_isAsCollected || !_evidence.Paths.TryGetValue((target, purpose, time), out path))
        {
            path = PathValidator.Validate(target, _evidence.Certificates, _evidence.Trust, time, purpose, proven > 0 ? Past : Now);
        }
        return _paths[(target, purpose, time, proven)] = path;
    }
}
