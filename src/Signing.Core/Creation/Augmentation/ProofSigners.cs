using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Creation.Augmentation;

/// <summary>Who signed a proof of status, with the path of one that has a path of its own.</summary>
internal static class ProofSigners
{
    private const int MostCandidates = 64;

    /// <param name="proof">A proof that counts.</param>
    /// <param name="context">Where its signer may be found.</param>
    /// <returns>The certificates; none where nobody at hand signed it.</returns>
    internal static IReadOnlyList<Certificate> Find(RevocationProof proof, RevocationContext context)
    {
        IEnumerable<Certificate> candidates = proof switch
        {
            OcspProof answer => answer.Certificates.Concat(context.Pool),
            CrlProof list => context.Pool.Concat(Pinned(context.Trust)).Where(candidate => candidate.Subject.Equals(list.Issuer)),
            _ => [],
        };
        if (candidates.Distinct().Take(MostCandidates).FirstOrDefault(proof.IsSignedBy) is not { } signer)
        {
            return [];
        }
        PathPurpose purpose = proof is OcspProof ? PathPurpose.OcspSigning : PathPurpose.CrlSigning;
        PathResult path = PathValidator.Validate(signer, context.Pool, context.Trust, context.At, purpose, context.Path);
        return path.IsTrusted ? path.Chain : [signer];
    }

    private static IEnumerable<Certificate> Pinned(TrustStore trust) =>
        trust.Domains.SelectMany(static domain => domain.IntermediateIndex.All.Concat(domain.AnchorIndex.All));
}
