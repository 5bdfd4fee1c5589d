namespace Signing.Core.Pki.Revocation;

/// <summary>Who signed a CRL, and whether that one may (RFC 5280, 6.3.3 (f) and (g)).</summary>
internal sealed class CrlSigner(RevocationCase revocation)
{
    private const string BadSignature = "its signature verifies with no certificate at hand of its issuer (RFC 5280, 6.3.3 (g))";

    private readonly RevocationContext _context = revocation.Context;

    /// <summary>Judges a CRL's signature and signer.</summary>
    /// <param name="crl">The CRL.</param>
    /// <param name="issuer">The issuer of the certificate in question, whose path is judged elsewhere.</param>
    /// <param name="anchor">The anchor of that path, which must be the signer's too; null where any will do.</param>
    /// <param name="signer">The signer; null where none was found.</param>
    /// <returns>Why the CRL is not authentic; null where it is.</returns>
    internal ProofFault? Check(CrlProof crl, Certificate issuer, Certificate? anchor, out Certificate? signer)
    {
        signer = issuer;
        if (crl.Issuer.Equals(issuer.Subject) && crl.IsSignedBy(issuer))
        {
            return PurposeRules.Check(issuer, PathPurpose.CrlSigning) is { } forbidden ? $"its issuer may not sign it: {forbidden}" : CheckAlgorithms(crl, issuer);
        }
        ProofFault fault = new(BadSignature);
        foreach (Certificate candidate in Candidates(crl))
        {
            if (candidate.Equals(issuer) || !crl.IsSignedBy(candidate))
            {
                continue;
            }
            if (CheckPath(crl, candidate, issuer, anchor) is not { } failed)
            {
                signer = candidate;
                return null;
            }
            fault = fault.Or(failed);
        }
        signer = null;
        return fault;
    }

    /// <summary>Whether the certificate's issuer, where it signed the CRL, was valid then; any other signer's path is judged at that time anyway.</summary>
    /// <param name="crl">A CRL that <see cref="Check"/> found authentic.</param>
    /// <param name="issuer">The issuer of the certificate in question.</param>
    internal bool WasValid(CrlProof crl, Certificate issuer) =>
        issuer.IsValidAt(crl.ThisUpdate)
        || !crl.Issuer.Equals(issuer.Subject)
        || Candidates(crl).Any(candidate => candidate.IsValidAt(crl.ThisUpdate) && crl.IsSignedBy(candidate));

    private IEnumerable<Certificate> Candidates(CrlProof crl) => _context.Pool
        .Concat(_context.Trust.Domains.SelectMany(static domain => domain.IntermediateIndex.All.Concat(domain.AnchorIndex.All)))
        .Where(candidate => candidate.Subject.Equals(crl.Issuer))
        .Distinct()
        .Take(_context.MaxProofs);

    // A signer other than the certificate's issuer needs a path of its own, under the same anchor, and a status.
    private ProofFault? CheckPath(CrlProof crl, Certificate signer, Certificate issuer, Certificate? anchor)
    {
        PathResult path = PathValidator.Validate(signer, _context.Pool, _context.Trust, crl.ThisUpdate, PathPurpose.CrlSigning, _context.Path);
        if (!path.IsTrusted)
        {
            return $"its signer is not trusted: {path.Detail}";
        }
        if (anchor is not null && !path.Chain[^1].Equals(anchor))
        {
            return "its signer stands under another trust anchor (RFC 5280, 6.3.3 (f))";
        }
        for (int i = path.Chain.Count - 2; i >= 0; i--)
        {
            Certificate certificate = path.Chain[i];
            if (!certificate.Equals(issuer) && !IsOwnJudge(certificate, crl)
                && revocation.CheckStatus(certificate, path.Chain[i + 1], anchor, $"the status of its signer's certificate {certificate} is not proven good") is { } unproven)
            {
                return unproven;
            }
        }
        TrustDomain? domain = _context.Trust.Domains.FirstOrDefault(domain => domain.Name == path.Domain);
        return ProofFault.Of("a certificate of its signer's path", _context.Path.Algorithms?.Judge(path.Chain, domain)) ?? CheckAlgorithms(crl, signer);
    }

    private ProofFault? CheckAlgorithms(CrlProof crl, Certificate signer) => ProofFault.Of("it", _context.Path.Algorithms?.Judge(crl, signer, _context.Trust));

    // A CRL signer's own status may stand on the very list that it signs, where its issuer has named it for that in its certificate.
    private bool IsOwnJudge(Certificate certificate, CrlProof crl) =>
        revocation.IsOpen(certificate)
        && certificate.Subject.Equals(crl.Issuer)
        && certificate.DistributionPoints.Any(point => point.CrlIssuers.Contains(crl.Issuer));
}
