using System.Security.Cryptography;
using Signing.Core.Cms;
using Signing.Core.Pki;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>Judges time-stamp tokens (RFC 3161; EN 319 102-1, 5.4). Pure.</summary>
internal sealed class TimestampJudge
{
    private readonly TrustJudge _trust;
    private readonly ValidationPolicy _policy;
    private readonly AlgorithmRules _algorithms;
    private readonly DateTimeOffset _at;
    private readonly string _language;

    internal TimestampJudge(TrustJudge trust, ValidationPolicy policy, DateTimeOffset at, string language)
    {
        _trust = trust;
        _policy = policy;
        _algorithms = new AlgorithmRules(policy.Algorithms);
        _at = at;
        _language = language;
    }

    /// <param name="contents">The token.</param>
    /// <param name="kind">What it stands over.</param>
    /// <param name="digestOf">The digest of what it should stand over, by hash; null where that cannot be computed.</param>
    /// <param name="existed">Since when the token is proven to exist, by time-stamps over it; else the instant of validation.</param>
    internal TimestampVerdict Judge(SignatureContents contents, TimestampKind kind, Func<HashAlgorithmName, byte[]?> digestOf, DateTimeOffset existed)
    {
        var verdict = new TimestampVerdict { Kind = kind, Findings = new Findings(_language), Token = contents.Token };
        if (contents.Token is not { } token)
        {
            verdict.Findings.Fail(ReasonCodes.TimestampInvalid, SubIndication.FormatFailure, Error.Facts(("detail", contents.Problem)));
            return verdict;
        }
        Integrity imprint = CheckImprint(token, digestOf, verdict.Findings);
        if (_trust.FindSigner(token.Signer) is not { } authority)
        {
            verdict.Findings.Doubt(ReasonCodes.SignerCertificateMissing, SubIndication.NoSigningCertificateFound);
            return verdict with { Integrity = imprint == Integrity.Broken ? Integrity.Broken : Integrity.Unknown };
        }
        CmsCheck check = token.Check(authority.Der);
        CmsRules.Apply(check.Findings, token.Signer, demandsSigningCertificate: true, verdict.Findings);
        Integrity value = CmsRules.IntegrityOf(check);
        var time = new SigningTime(existed, Earliest: null, IsProven: existed < _at);
        _algorithms.Check(token.Signer, authority, time, verdict.Findings);
        _algorithms.CheckImprint(token, existed, verdict.Findings);
        CheckTime(token, authority, existed, verdict.Findings);
        TrustReport trust = _trust.Judge(authority, PathPurpose.TimeStamping, time, verdict.Findings);
        return verdict with
        {
            Certificate = authority,
            Trust = trust,
            Integrity = imprint == Integrity.Broken || value == Integrity.Broken ? Integrity.Broken
                : imprint == Integrity.Intact && value == Integrity.Intact ? Integrity.Intact
                : Integrity.Unknown,
        };
    }

    /// <summary>A time that has not come yet, lies after what covers the token, or at which the authority's certificate was not valid, proves nothing.</summary>
    private void CheckTime(TimestampToken token, Certificate authority, DateTimeOffset existed, Findings findings)
    {
        if (token.GenTime > existed + _policy.ClockTolerance)
        {
            findings.Doubt(
                existed < _at ? ReasonCodes.TimestampOrder : ReasonCodes.TimestampFromFuture, SubIndication.TimestampOrderFailure,
                Error.Facts(("time", token.GenTime), ("existed", existed)));
        }
        if (token.GenTime < authority.NotBefore)
        {
            findings.Doubt(
                ReasonCodes.CertificateNotYetValid, SubIndication.TimestampOrderFailure, Error.Facts(("subject", authority.Subject), ("notBefore", authority.NotBefore)));
        }
    }

    private static Integrity CheckImprint(TimestampToken token, Func<HashAlgorithmName, byte[]?> digestOf, Findings findings)
    {
        if (token.ImprintHash is not { } hash)
        {
            findings.Doubt(ReasonCodes.AlgorithmUnknown, SubIndication.Generic, Error.Facts(("algorithm", token.ImprintAlgorithm.Oid)));
            return Integrity.Unknown;
        }
        if (digestOf(hash) is not { } digest)
        {
            findings.Doubt(ReasonCodes.TimestampDataMissing, SubIndication.SignedDataNotFound);
            return Integrity.Unknown;
        }
        if (!token.Matches(digest))
        {
            findings.Fail(ReasonCodes.TimestampMismatch, SubIndication.HashFailure);
            return Integrity.Broken;
        }
        return Integrity.Intact;
    }
}
