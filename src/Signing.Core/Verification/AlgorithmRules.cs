using Signing.Core.Cms;
using Signing.Core.Pki;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>What a weak algorithm means for the verdict (EN 319 102-1, 5.2.8.4 and tables 5 and 6).</summary>
/// <param name="table">Until when algorithms count.</param>
internal sealed class AlgorithmRules(AlgorithmTable table)
{
    /// <summary>Judges a signature value and the digest that it is over, at the time at which it is proven to exist.</summary>
    internal void Check(CmsSignerInfo signer, Certificate certificate, DateTimeOffset existed, Findings findings)
    {
        // What is unknown is told as such by the rules for CMS.
        AlgorithmWeakness? digest = signer.Digest is { } hash ? table.Judge(hash, existed) : null;
        AlgorithmWeakness? value = signer.Method is { } method ? table.Judge(method, certificate, existed) : table.Judge(certificate, existed);
        Doubt(digest, certificate.NotBefore, findings);
        Doubt(value, certificate.NotBefore, findings);
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

    // What a certificate from after the algorithm's end signed, was signed after it: no proof of existence can help.
    private static void Doubt(AlgorithmWeakness? weakness, DateTimeOffset? notBefore, Findings findings)
    {
        if (weakness is not null)
        {
            findings.Doubt(
                ReasonCodes.AlgorithmWeak,
                weakness.Until is { } until && !(notBefore >= until) ? SubIndication.CryptoConstraintsFailureNoPoe : SubIndication.CryptoConstraintsFailure,
                Error.Facts(("algorithm", weakness.Name)));
        }
    }
}
