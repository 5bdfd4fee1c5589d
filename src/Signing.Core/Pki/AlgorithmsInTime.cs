using Signing.Core.Pki.Revocation;

namespace Signing.Core.Pki;

/// <summary>
/// Judges the signatures on certificates and on proofs of their status at the time at which these are proven to exist
/// (EN 319 102-1, 5.5.4 (10) and 5.6.2.4.4 (4)). Pure.
/// </summary>
/// <param name="table">Until when algorithms count.</param>
/// <param name="existence">Since when what they signed is proven to exist.</param>
internal sealed class AlgorithmsInTime(AlgorithmTable table, IExistence existence)
{
    /// <summary>Judges every certificate of a chain.</summary>
    /// <returns>The first weakness; null where all count.</returns>
    internal AlgorithmWeakness? Judge(IReadOnlyList<Certificate> chain, TrustDomain? domain)
    {
        for (int i = 0; i < chain.Count - 1; i++)
        {
            if (table.JudgeLink(chain[i], chain[i + 1], domain, existence.Of(chain[i])) is { } weakness)
            {
                return weakness;
            }
        }
        return null;
    }

    /// <summary>Judges an OCSP answer or a CRL.</summary>
    /// <returns>Null where it counts.</returns>
    internal AlgorithmWeakness? Judge(RevocationProof proof, Certificate signer, TrustStore trust)
    {
        DateTimeOffset existed = existence.Of(proof);
        AlgorithmWeakness? weakness = table.Judge(proof.Signed.Method, signer, existed);
        return weakness is not null && proof.Signed.Method is { } method && trust.Domains.Any(domain => domain.IsPinned(signer))
            ? table.JudgePinned(method, signer, existed)
            : weakness;
    }

    /// <summary>Judges the certificate of a delegated responder, which exists at the latest since the answer that holds it.</summary>
    /// <returns>Null where it counts.</returns>
    internal AlgorithmWeakness? JudgeResponder(OcspProof proof, Certificate responder, Certificate issuer, TrustStore trust)
    {
        DateTimeOffset existed = proof.Certificates.Contains(responder) ? existence.Of(proof) : existence.Of(responder);
        AlgorithmWeakness? weakness = table.JudgeLink(responder, issuer, null, existed);
        return weakness is null || trust.Domains.Any(domain => table.JudgeLink(responder, issuer, domain, existed) is null) ? null : weakness;
    }
}
