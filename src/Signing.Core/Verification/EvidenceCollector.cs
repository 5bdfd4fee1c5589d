using Signing.Core.Net;
using Signing.Core.Pdf;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification.Reports;
using ProofSource = Signing.Core.Pki.Revocation.ProofSource;

namespace Signing.Core.Verification;

/// <summary>Collects evidence: what the document says, and where the policy permits it what the network says of its certificates.</summary>
internal sealed class EvidenceCollector
{
    private readonly PdfVerifierOptions _options;
    private readonly RevocationFetcher _revocation;

    internal EvidenceCollector(PdfVerifierOptions options, Fetcher fetcher)
    {
        _options = options;
        _revocation = new RevocationFetcher(fetcher, options.TimeProvider);
    }

    internal async Task<Evidence> CollectAsync(PdfSource source, VerificationOptions options, DateTimeOffset at, CancellationToken cancellationToken)
    {
        (EvidenceData data, EmbeddedProofs embedded) = DocumentEvidenceReader.Read(
            source, options.Password, _options.Budget, _options.TimeProvider, cancellationToken);
        RevocationData proofs = RevocationData.Parse(embedded.OcspResponses, embedded.Crls, ProofSource.Embedded, out _);
        var pathOptions = new PathOptions { Verified = new() };
        var paths = new Dictionary<(Certificate, PathPurpose, DateTimeOffset), PathResult>();
        if (options.Policy.Revocation == RevocationMode.Online)
        {
            foreach ((Certificate signer, PathPurpose purpose) in Signers(data, embedded.Certificates))
            {
                PathResult path = PathValidator.Validate(signer, embedded.Certificates, _options.Trust, at, purpose, pathOptions);
                paths.Add((signer, purpose, at), path);
                var context = new RevocationContext(proofs, embedded.Certificates, _options.Trust, at, at > data.CollectedAt ? at : data.CollectedAt) { Path = pathOptions };
                // Addresses are followed only where the path reaches an anchor.
                FetchedProofs fetched = await _revocation.FetchAsync(path, context, cancellationToken).ConfigureAwait(false);
                proofs = fetched.Proofs;
            }
        }
        return new Evidence(data, _options.Trust, embedded.Certificates, proofs) { Paths = paths, PathOptions = pathOptions };
    }

    /// <summary>Everyone whose certificate the verdict will ask about: signers and time-stamp authorities.</summary>
    private static HashSet<(Certificate Certificate, PathPurpose Purpose)> Signers(EvidenceData data, IReadOnlyCollection<Certificate> pool)
    {
        var signers = new HashSet<(Certificate, PathPurpose)>();
        foreach (SignatureEvidence signature in data.Signatures)
        {
            Add(signature.Structure, signature.Kind == SignatureKind.DocumentTimestamp ? PathPurpose.TimeStamping : PathPurpose.DocumentSigning);
            foreach (SignatureContents timestamp in signature.Structure?.Timestamps ?? [])
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
