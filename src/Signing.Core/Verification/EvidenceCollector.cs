using Signing.Core.Net;
using Signing.Core.Pdf;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>Collects evidence: what the document says, and where the policy permits it what the network says of its certificates.</summary>
internal sealed class EvidenceCollector
{
    private readonly PdfVerifierOptions _options;
    private readonly RevocationFetcher _revocation;
    private readonly IssuerFetcher _issuers;

    internal EvidenceCollector(PdfVerifierOptions options, Fetcher fetcher)
    {
        _options = options;
        _revocation = new RevocationFetcher(fetcher, options.TimeProvider);
        _issuers = new IssuerFetcher(fetcher, options.TimeProvider);
    }

    internal async Task<Evidence> CollectAsync(PdfSource source, VerificationOptions options, DateTimeOffset at, CancellationToken cancellationToken)
    {
        (EvidenceData data, EmbeddedProofs embedded) = DocumentEvidenceReader.Read(
            source, options.Password, _options.Budget, _options.TimeProvider, cancellationToken);
        RevocationData proofs = embedded.Proofs;
        TrustStore trust = _options.Trust.Current;
        var pathOptions = new PathOptions { Verified = new() };
        // As the verdict will judge them: proofs are fetched for the path that it takes, until one counts.
        PathOptions judging = pathOptions.Judging(options.Policy.Algorithms, new NothingProven(at));
        var paths = new Dictionary<(Certificate Target, PathPurpose Purpose, DateTimeOffset At), PathResult>();
        IReadOnlyList<Certificate> pool = embedded.Certificates;
        var crlSigners = new List<Certificate>();
        if (options.Policy.Revocation == RevocationMode.Online)
        {
            HashSet<(Certificate, PathPurpose)> signers = Signers(data, pool);
            FindPaths(signers);
            IReadOnlyList<Certificate> issuers = await FetchIssuersAsync(paths.Values, pool, trust, judging, cancellationToken).ConfigureAwait(false);
            if (issuers.Count > 0)
            {
                pool = [.. pool.Union(issuers)];
                FindPaths(signers);
            }
            foreach (PathResult path in paths.Values)
            {
                var context = new RevocationContext(proofs, pool, trust, at, at > data.CollectedAt ? at : data.CollectedAt) { Path = judging };
                // Addresses are followed only where the path reaches an anchor.
                FetchedProofs fetched = await _revocation.FetchAsync(path, context, cancellationToken).ConfigureAwait(false);
                proofs = fetched.Proofs;
                crlSigners.AddRange(fetched.Certificates);
            }
        }
        return new Evidence(data, trust, crlSigners.Count == 0 ? pool : [.. pool.Union(crlSigners)], proofs)
        {
            Revisions = embedded.Revisions,
            Paths = crlSigners.Count == 0 ? paths : [],
            PathAlgorithms = options.Policy.Algorithms,
            PathOptions = pathOptions,
        };

        void FindPaths(IEnumerable<(Certificate, PathPurpose)> signers)
        {
            foreach ((Certificate signer, PathPurpose purpose) in signers)
            {
                paths[(signer, purpose, at)] = PathValidator.Validate(signer, pool, trust, at, purpose, judging);
            }
        }
    }

    private async Task<IReadOnlyList<Certificate>> FetchIssuersAsync(
        IEnumerable<PathResult> paths, IReadOnlyList<Certificate> pool, TrustStore trust, PathOptions pathOptions, CancellationToken cancellationToken)
    {
        var budget = new IssuerBudget();
        var issuers = new List<Certificate>();
        foreach (PathResult path in paths.Where(static path => !path.ReachesAnchor))
        {
            FetchedIssuers fetched = await _issuers.CompleteAsync(path.Chain[0], [.. pool, .. issuers], trust, budget, pathOptions, cancellationToken).ConfigureAwait(false);
            issuers.AddRange(fetched.Certificates);
        }
        return issuers;
    }

    /// <summary>Everyone whose certificate the verdict will ask about: signers and time-stamp authorities.</summary>
    private static HashSet<(Certificate Certificate, PathPurpose Purpose)> Signers(EvidenceData data, IReadOnlyCollection<Certificate> pool)
    {
        var signers = new HashSet<(Certificate, PathPurpose)>();
        foreach (SignatureEvidence signature in data.Signatures)
        {
            Add(signature.Structure, signature.Kind == SignatureKind.DocumentTimestamp ? PathPurpose.TimeStamping : PathPurpose.DocumentSigning);
            foreach (SignatureContents timestamp in signature.Structure is { } contents ? contents.ContentTimestamps.Concat(contents.Timestamps) : [])
            {
                Add(timestamp, PathPurpose.TimeStamping);
            }
        }
        return signers;

        void Add(SignatureContents? contents, PathPurpose purpose)
        {
            if (contents?.Signer is { } signer && SignerCertificates.Find(signer, pool) is { } certificate)
            {
                signers.Add((certificate, purpose));
            }
        }
    }
}
