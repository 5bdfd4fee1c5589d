using System.Text.Json;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>
/// What a verification saw: digests, signatures, changes, certificates and proofs. Saved as JSON, it can be judged again
/// years later without the document, with the same result.
/// </summary>
public sealed class Evidence
{
    internal Evidence(EvidenceData data, TrustStore trust, IReadOnlyCollection<Certificate> certificates, RevocationData proofs)
    {
        Data = data;
        Trust = trust;
        Certificates = certificates;
        Proofs = proofs;
    }

    internal EvidenceData Data { get; }

    /// <summary>The anchors as they stood when the evidence was collected.</summary>
    internal TrustStore Trust { get; }

    /// <summary>Every certificate that may help to find a path.</summary>
    internal IReadOnlyCollection<Certificate> Certificates { get; }

    internal RevocationData Proofs { get; }

    /// <summary>Where the document holds certificates and proofs, by their bytes: the first revision whose closing time-stamp covers them.</summary>
    internal IReadOnlyDictionary<ReadOnlyMemory<byte>, int> Revisions { get; init; } = new Dictionary<ReadOnlyMemory<byte>, int>();

    /// <summary>How paths are judged: every certificate signature is verified once for this evidence.</summary>
    internal PathOptions PathOptions { get; init; } = new() { Verified = new() };

    /// <summary>Paths that were judged while collecting: what judging the same again would give.</summary>
    internal IReadOnlyDictionary<(Certificate Target, PathPurpose Purpose, DateTimeOffset At), PathResult> Paths { get; init; } =
        new Dictionary<(Certificate, PathPurpose, DateTimeOffset), PathResult>();

    /// <summary>By which table they were judged: by another, others may be found.</summary>
    internal AlgorithmTable? PathAlgorithms { get; init; }

    /// <summary>Writes the evidence.</summary>
    /// <returns>UTF-8 JSON with a version.</returns>
    public byte[] Export() => JsonSerializer.SerializeToUtf8Bytes(
        Data with
        {
            Certificates = [.. Certificates.Select(c => new CertificateEvidence(c.Der.ToArray(), RevisionOf(c.Der)))],
            Proofs = [.. Proofs.Ocsp.Cast<RevocationProof>().Concat(Proofs.Crls).DistinctBy(static p => p.Thumbprint).Select(p => ProofEvidence.Of(p, RevisionOf(p)))],
            Trust = [.. Trust.Domains.Select(TrustDomainEvidence.Of)],
        },
        EvidenceJsonContext.Default.EvidenceData);

    /// <summary>Reads evidence that <see cref="Export"/> wrote.</summary>
    /// <param name="json">The bytes of <see cref="Export"/>.</param>
    /// <returns>The evidence.</returns>
    /// <exception cref="SigningException"><see cref="ErrorCodes.StateInvalid"/>: damaged, or of an unknown version.</exception>
    public static Evidence Import(ReadOnlySpan<byte> json)
    {
        try
        {
            EvidenceData? data = JsonSerializer.Deserialize(json, EvidenceJsonContext.Default.EvidenceData);
            if (data is not { EvidenceVersion: EvidenceData.CurrentVersion })
            {
                throw Error.Of(ErrorCodes.StateInvalid, ("detail", $"Evidence of version {data?.EvidenceVersion ?? "null"} is unknown."));
            }
            if (!data.IsWhole)
            {
                throw Error.Of(ErrorCodes.StateInvalid, ("detail", "A list in it lacks an item."));
            }
            return new Evidence(
                data,
                TrustStore.Of([.. data.Trust.Select(static d => d.ToDomain())]),
                [.. data.Certificates.Select(static c => Certificate.Parse(c.Der))],
                new RevocationData(
                    [.. data.Proofs.Where(static p => p.Kind == ProofKind.Ocsp).Select(static p => p.ToOcsp())],
                    [.. data.Proofs.Where(static p => p.Kind == ProofKind.Crl).Select(static p => p.ToCrl())]))
            {
                Revisions = RevisionsIn(data),
            };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or CertificateException or UriFormatException or ArgumentException)
        {
            throw Error.Of(ErrorCodes.StateInvalid, e, ("detail", "It is not evidence that was exported."));
        }
    }

    /// <summary>The first revision whose closing time-stamp covers a proof; null where the document does not hold it.</summary>
    // One that did not come from the document is not in it, or else is there a second time.
    internal int? RevisionOf(RevocationProof proof) => proof.Source == Pki.Revocation.ProofSource.Embedded ? RevisionOf(proof.Der) : null;

    /// <summary>The same for the bytes of a certificate.</summary>
    internal int? RevisionOf(ReadOnlyMemory<byte> der) => Revisions.TryGetValue(der, out int revision) ? revision : null;

    private static Dictionary<ReadOnlyMemory<byte>, int> RevisionsIn(EvidenceData data)
    {
        var revisions = new Dictionary<ReadOnlyMemory<byte>, int>(SameBytes.Instance);
        foreach ((byte[] der, int? revision) in data.Certificates.Select(static c => (c.Der, c.Revision)).Concat(data.Proofs.Select(static p => (p.Der, p.Revision))))
        {
            if (revision is { } known)
            {
                revisions.TryAdd(der, known);
            }
        }
        return revisions;
    }
}
