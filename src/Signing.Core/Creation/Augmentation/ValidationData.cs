using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification;

namespace Signing.Core.Creation.Augmentation;

/// <summary>Certificates and proofs of revocation status, each once.</summary>
internal sealed class ValidationData
{
    internal HashSet<ReadOnlyMemory<byte>> Certificates { get; } = new(SameBytes.Instance);

    /// <summary>OCSP answers as DSS dictionaries hold them: whole (RFC 6960, 4.2.1).</summary>
    internal HashSet<ReadOnlyMemory<byte>> OcspResponses { get; } = new(SameBytes.Instance);

    internal HashSet<ReadOnlyMemory<byte>> Crls { get; } = new(SameBytes.Instance);

    internal void Add(IEnumerable<Certificate> certificates) => Certificates.UnionWith(certificates.Select(static certificate => certificate.Der));

    internal void Add(RevocationProof proof)
    {
        if (proof is OcspProof answer)
        {
            OcspResponses.Add(answer.ToResponse());
        }
        else
        {
            Crls.Add(proof.Der);
        }
    }

    internal void Add(ValidationData other)
    {
        Certificates.UnionWith(other.Certificates);
        OcspResponses.UnionWith(other.OcspResponses);
        Crls.UnionWith(other.Crls);
    }
}
