namespace Signing.Core.Pki.Revocation;

/// <summary>
/// Judges certificate status from proofs at hand, OCSP answers (RFC 6960) and CRLs (RFC 5280, 6.3). Pure: fetching is
/// <see cref="RevocationFetcher"/>'s work.
/// </summary>
internal static class RevocationJudge
{
    /// <summary>Judges one certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">The certificate above it in its path.</param>
    /// <param name="context">Proofs, times and rules.</param>
    /// <param name="anchor">The anchor of the path; null lets CRL signers stand under any.</param>
    internal static RevocationFinding Judge(Certificate certificate, Certificate issuer, RevocationContext context, Certificate? anchor = null) =>
        new RevocationCase(context).Judge(certificate, issuer, anchor);

    /// <summary>Judges every certificate of a path but its anchor, which is trusted by decision and not by proof.</summary>
    /// <returns>The findings, in the order of the chain.</returns>
    internal static IReadOnlyList<RevocationFinding> Judge(PathResult path, RevocationContext context)
    {
        var revocation = new RevocationCase(context);
        var findings = new RevocationFinding[path.Chain.Count - 1];
        for (int i = findings.Length - 1; i >= 0; i--)
        {
            findings[i] = revocation.Judge(path.Chain[i], path.Chain[i + 1], path.Chain[^1]);
        }
        return findings;
    }
}
