using Signing.Core.Pki;

namespace Signing.Core.Verification;

/// <summary>The paths of the signers and authorities of a document, each searched once.</summary>
/// <param name="evidence">Trust domains, certificates, and what collecting found already.</param>
/// <param name="at">The instant of validation.</param>
internal sealed class CertificatePaths(Evidence evidence, DateTimeOffset at)
{
    private readonly Dictionary<(Certificate, PathPurpose, DateTimeOffset), PathResult> _paths = [];
    private readonly PathOptions _anyDigest = evidence.PathOptions with { WeakDigests = WeakDigests.Accept };

    /// <summary>
    /// The path at a time. One that is trusted now serves whenever all its certificates are valid: several signatures of a
    /// document often are one person's, and the collector has judged them already.
    /// </summary>
    internal PathResult Find(Certificate target, PathPurpose purpose, DateTimeOffset time)
    {
        PathResult now = Search(target, purpose, at);
        return time == at || now.IsTrustedAt(time) ? now : Search(target, purpose, time);
    }

    /// <summary>The domain of a path; null where none was reached.</summary>
    internal TrustDomain? DomainOf(PathResult path) => evidence.Trust.Domains.FirstOrDefault(domain => domain.Name == path.Domain);

    private PathResult Search(Certificate target, PathPurpose purpose, DateTimeOffset time)
    {
        if (_paths.TryGetValue((target, purpose, time), out PathResult? path))
        {
            return path;
        }
        if (!evidence.Paths.TryGetValue((target, purpose, time), out path))
        {
            path = PathValidator.Validate(target, evidence.Certificates, evidence.Trust, time, purpose, evidence.PathOptions);
        }
        if (path.Status == PathStatus.WeakAlgorithm)
        {
            // Whether a digest counts depends on the time that is proven, and is judged beside the path.
            path = PathValidator.Validate(target, evidence.Certificates, evidence.Trust, time, purpose, _anyDigest);
        }
        return _paths[(target, purpose, time)] = path;
    }
}
