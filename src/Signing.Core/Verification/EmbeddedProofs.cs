using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Verification;

/// <summary>
/// Certificates, OCSP responses and CRLs that the document carries, wherever it may: in each CMS, in time-stamp tokens, in the DSS;
/// each once, with what covers it.
/// </summary>
internal sealed record EmbeddedProofs
{
    private const int MaxItems = 1000;

    internal static EmbeddedProofs None { get; } = new();

    internal IReadOnlyList<Certificate> Certificates { get; private init; } = [];

    internal RevocationData Proofs { get; private init; } = RevocationData.Empty;

    /// <summary>The first revision whose closing time-stamp covers an object, by its bytes.</summary>
    internal IReadOnlyDictionary<ReadOnlyMemory<byte>, int> Revisions { get; private init; } = new Dictionary<ReadOnlyMemory<byte>, int>();

    internal static EmbeddedProofs Of(IEnumerable<SignatureEvidence> signatures, ValidationStore? store)
    {
        var certificates = new List<EmbeddedObject>();
        var ocsp = new List<EmbeddedObject>();
        var crls = new List<EmbeddedObject>();
        foreach (SignatureEvidence signature in signatures)
        {
            if (signature.Structure is { } structure)
            {
                Take(structure, signature.Revision);
                foreach (SignatureContents timestamp in structure.Timestamps.Concat(structure.ContentTimestamps))
                {
                    Take(timestamp, signature.Revision);
                }
            }
        }
        certificates.AddRange(store?.Certificates ?? []);
        ocsp.AddRange(store?.OcspResponses ?? []);
        crls.AddRange(store?.Crls ?? []);

        var revisions = new Dictionary<ReadOnlyMemory<byte>, int>(SameBytes.Instance);
        return new EmbeddedProofs
        {
            Certificates = [.. Once(certificates, revisions).Select(Certificate.TryParse).OfType<Certificate>()],
            Proofs = RevocationData.Parse(Once(ocsp, revisions), Once(crls, revisions), ProofSource.Embedded, out _),
            Revisions = revisions,
        };

        void Take(SignatureContents contents, int revision)
        {
            if (contents.Cms is not { } cms)
            {
                // A structure that cannot be read brings no proofs; the judge says what is wrong with it.
                return;
            }
            // It stands in the hole that the revision's own ByteRange leaves out.
            certificates.AddRange(cms.Certificates.Select(der => new EmbeddedObject(der, revision + 1)));
            ocsp.AddRange(cms.OcspResponses.Select(der => new EmbeddedObject(der, revision + 1)));
            crls.AddRange(cms.Crls.Select(der => new EmbeddedObject(der, revision + 1)));
        }
    }

    /// <summary>Each object once, as it was first seen.</summary>
    private static List<ReadOnlyMemory<byte>> Once(List<EmbeddedObject> objects, Dictionary<ReadOnlyMemory<byte>, int> revisions)
    {
        var first = new List<ReadOnlyMemory<byte>>();
        foreach (EmbeddedObject item in objects)
        {
            if (revisions.TryGetValue(item.Der, out int known))
            {
                revisions[item.Der] = Math.Min(known, item.Revision);
            }
            else if (first.Count < MaxItems)
            {
                revisions.Add(item.Der, item.Revision);
                first.Add(item.Der);
            }
        }
        return first;
    }
}
