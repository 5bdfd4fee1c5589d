using Signing.Core.Cms;
using Signing.Core.Pki;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>What a weak algorithm means for the verdict (EN 319 102-1, 5.2.8.4 and tables 5 and 6).</summary>
/// <param name="table">Until when algorithms count.</param>
internal sealed class AlgorithmRules(AlgorithmTable table)
{
    /// <summary>Judges a signature value and the digest that it is over, by what is proven of its time.</summary>
    internal void Check(CmsSignerInfo signer, Certificate certificate, SigningTime time, Findings findings)
    {
        DateTimeOffset existed = time.Latest;
        DateTimeOffset earliest = time.Earliest > certificate.NotBefore ? time.Earliest.Value : certificate.NotBefore;
        // What is unknown is told as such by the rules for CMS.
        AlgorithmWeakness? digest = signer.Digest is { } hash ? table.Judge(hash, existed) : null;
        AlgorithmWeakness? value = signer.Method is { } method ? table.Judge(method, certificate, existed) : table.Judge(certificate, existed);
        Doubt(digest, earliest, findings);
        Doubt(value, earliest, findings);
    }

    /// <summary>Judges the imprint of a time-stamp.</summary>
    internal void CheckImprint(TimestampToken token, DateTimeOffset existed, Findings findings)
    {
        if (token.ImprintHash is { } hash)
        {
            Doubt(table.Judge(hash, existed), null, findings);
        }
    }

    /// <summary>Judges the certificates of a chain.</summary>
    /// <returns>Whether all count at that time.</returns>
    internal bool CheckChain(PathResult path, TrustDomain? domain, DateTimeOffset at, Findings findings)
    {
        bool counts = true;
        for (int i = 0; i < path.Chain.Count - 1; i++)
        {
            if (table.JudgeLink(path.Chain[i], path.Chain[i + 1], domain, at) is { } weakness)
            {
                Doubt(weakness, path.Chain[i].NotBefore, findings);
                counts = false;
            }
        }
        return counts;
    }

    /// <summary>The time before which a certificate must have existed for its issuer's signature on it to count.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">Its issuer.</param>
    /// <param name="domain">The domain of the path.</param>
    /// <param name="end">The time before which it must have existed for other reasons.</param>
    /// <returns>That time, or an earlier one; null where the signature never counted.</returns>
    internal DateTimeOffset? Limit(Certificate certificate, Certificate issuer, TrustDomain? domain, DateTimeOffset end)
    {
        while (table.JudgeLink(certificate, issuer, domain, end.AddTicks(-1)) is { } weakness)
        {
            if (weakness.Until is not { } until || until >= end)
            {
                return null;
            }
            end = until;
        }
        return end;
    }

    // What is not older than the algorithm's end: no proof of existence can help (EN 319 102-1, 5.3.4 (6)).
    private static void Doubt(AlgorithmWeakness? weakness, DateTimeOffset? earliest, Findings findings)
    {
        if (weakness is not null)
        {
            findings.Doubt(
                ReasonCodes.AlgorithmWeak,
                weakness.Until is { } until && !(earliest >= until) ? SubIndication.CryptoConstraintsFailureNoPoe : SubIndication.CryptoConstraintsFailure,
                Error.Facts(("algorithm", weakness.Name)));
        }
    }
}
