using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Creation;

/// <summary>What is said of a certificate that is not good, or not proven to be.</summary>
internal static class StatusErrors
{
    /// <summary>There is no path that is trusted, or not at that time.</summary>
    /// <param name="path">The best one.</param>
    /// <param name="target">The certificate in question.</param>
    /// <param name="attempts">How missing issuers were looked for; null where they were not.</param>
    internal static SigningException Untrusted(PathResult path, Certificate target, IReadOnlyList<FetchAttempt>? attempts = null)
    {
        Certificate offender = path.Offender ?? target;
        return path.Status is PathStatus.Expired or PathStatus.NotYetValid
            ? Error.Of(ErrorCodes.SignerExpired, ("subject", offender.Subject), ("notBefore", offender.NotBefore), ("notAfter", offender.NotAfter))
            : Error.Of(ErrorCodes.SignerUntrusted, ("subject", offender.Subject), ("detail", string.Join("; ", [path.Detail, .. Failures(attempts ?? [])])));
    }

    private static IEnumerable<string> Failures(IReadOnlyList<FetchAttempt> attempts) =>
        attempts.Where(static attempt => attempt.Detail.Length > 0).Select(static attempt => $"{attempt.Address}: {attempt.Detail}");

    /// <exception cref="SigningException"><see cref="ErrorCodes.SignerRevoked"/> or <see cref="ErrorCodes.ProofMissing"/>.</exception>
    internal static void ThrowUnlessGood(RevocationFinding finding, FetchedProofs fetched)
    {
        switch (finding.Status)
        {
            case RevocationStatus.Revoked or RevocationStatus.OnHold:
                throw Error.Of(
                    ErrorCodes.SignerRevoked, ("subject", finding.Certificate.Subject), ("revokedAt", finding.RevokedAt), ("reason", finding.Reason));
            case RevocationStatus.Unknown:
                throw Error.Of(ErrorCodes.ProofMissing, ("subject", finding.Certificate.Subject), ("addresses", Tried(finding, fetched)));
        }
    }

    private static string Tried(RevocationFinding finding, FetchedProofs fetched)
    {
        string[] attempts =
        [
            .. fetched.Attempts.Where(a => a.Certificate.Equals(finding.Certificate)).Select(static a => a.Detail.Length == 0 ? $"{a.Address}" : $"{a.Address} ({a.Detail})"),
            .. finding.Rejected.Select(static r => r.Detail),
        ];
        return attempts.Length == 0 ? "nothing, for the certificate names no address" : string.Join("; ", attempts.Distinct());
    }
}
