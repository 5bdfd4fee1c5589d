namespace Signing.Core.Pki.Revocation;

/// <summary>What the OCSP answers at hand say about a certificate (RFC 6960, 3.2).</summary>
internal sealed class OcspJudge(RevocationCase revocation, List<RejectedProof> rejected)
{
    private readonly RevocationContext _context = revocation.Context;

    internal IEnumerable<StatusClaim> Collect(Certificate certificate, Certificate issuer, Certificate? anchor)
    {
        int looked = 0;
        foreach (OcspProof proof in _context.Proofs.Ocsp)
        {
            if (proof.Find(certificate, issuer) is not { } entry)
            {
                continue;
            }
            Certificate? signer = null;
            var claim = new StatusClaim(proof, entry.ThisUpdate, entry.NextUpdate, entry.RevokedAt, entry.ReasonCode);
            ProofFault? fault = ++looked > _context.MaxProofs ? "too many OCSP answers"
                : CheckEntry(entry, proof, certificate) ?? CheckResponder(proof, entry, issuer, anchor, out signer);
            if (fault?.Spares(claim, _context.At) == false)
            {
                rejected.Add(new RejectedProof(proof, fault));
                continue;
            }
            yield return claim with { Signer = signer };
        }
    }

    private string? CheckEntry(OcspEntry entry, OcspProof proof, Certificate certificate)
    {
        if (entry.HasUnknownCritical)
        {
            return "an unknown critical extension (RFC 6960, 4.4)";
        }
        if ((Timeliness.CheckFuture(entry.ThisUpdate, _context) ?? Timeliness.CheckFuture(proof.ProducedAt, _context)) is { } future)
        {
            return future;
        }
        if (entry.State is not (OcspState.Good or OcspState.Revoked))
        {
            return "the responder does not know the certificate (RFC 6960, 2.2)";
        }
        if (entry.State == OcspState.Revoked && entry.ReasonCode != RevocationReasonCodes.CertificateHold)
        {
            return null;
        }
        if (Timeliness.Check(entry.ThisUpdate, entry.NextUpdate, _context) is { } untimely)
        {
            return untimely;
        }
        // Responders forget expired certificates, and call them good, unless they say since when they remember.
        bool remembered = entry.ThisUpdate <= certificate.NotAfter || entry.ArchiveCutoff is { } cutoff && cutoff <= certificate.NotAfter;
        return entry.State == OcspState.Good && !remembered
            ? "the certificate had expired before it, and it has no archive cut-off that reaches back (RFC 6960, 4.4.4)"
            : null;
    }

    private ProofFault? CheckResponder(OcspProof proof, OcspEntry entry, Certificate issuer, Certificate? anchor, out Certificate? signer)
    {
        signer = issuer;
        if (IsResponder(proof, issuer) && proof.IsSignedBy(issuer))
        {
            // Bad news is believed of whoever had the key.
            return entry.State == OcspState.Revoked || issuer.IsValidAt(proof.ProducedAt)
                ? CheckAlgorithms(proof, issuer)
                : "its issuer's certificate was not valid when it was made (EN 319 102-1, 5.2.6.4 (4))";
        }
        ProofFault fault = new("its responder is neither the issuer nor delegated by it (RFC 6960, 4.2.2.2)");
        foreach (Certificate candidate in proof.Certificates.Concat(_context.Pool))
        {
            if (!IsResponder(proof, candidate) || !candidate.Issuer.Equals(issuer.Subject))
            {
                continue;
            }
            if (CheckDelegate(proof, candidate, issuer, anchor) is not { } failed)
            {
                signer = candidate;
                return null;
            }
            fault = fault.Or(failed);
        }
        signer = null;
        return fault;
    }

    private ProofFault? CheckDelegate(OcspProof proof, Certificate responder, Certificate issuer, Certificate? anchor)
    {
        if (revocation.Signatures.Verify(responder, issuer) != true)
        {
            return "the certificate's issuer did not issue its responder's certificate (RFC 6960, 4.2.2.2)";
        }
        if (PurposeRules.Check(responder, PathPurpose.OcspSigning) is { } forbidden)
        {
            return $"its responder may not sign it: {forbidden}";
        }
        if (_context.Path.FindWeakDigest(responder, proof.ProducedAt) is { } weak && !IsPinned(responder))
        {
            return $"its responder's certificate is signed over {weak}";
        }
        if (!responder.IsValidAt(proof.ProducedAt))
        {
            return "its responder's certificate was not valid when it was made";
        }
        if (!proof.IsSignedBy(responder))
        {
            return "its signature does not verify";
        }
        if (!responder.HasOcspNoCheck && revocation.CheckStatus(responder, issuer, anchor, "its responder's own status is not proven (RFC 6960, 4.2.2.2.1)") is { } unproven)
        {
            return unproven;
        }
        return ProofFault.Of("its responder's certificate", _context.Path.Algorithms?.JudgeResponder(proof, responder, issuer, _context.Trust))
            ?? CheckAlgorithms(proof, responder);
    }

    private ProofFault? CheckAlgorithms(OcspProof proof, Certificate signer) => ProofFault.Of("it", _context.Path.Algorithms?.Judge(proof, signer, _context.Trust));

    private bool IsPinned(Certificate certificate) => _context.Trust.Domains.Any(domain => domain.IsPinned(certificate));

    private static bool IsResponder(OcspProof proof, Certificate certificate) =>
        proof.ResponderName is { } name
            ? name.Equals(certificate.Subject)
            : proof.ResponderKeyHash is { } hash && KeyIdentity.Sha1(certificate).AsSpan().SequenceEqual(hash);
}
