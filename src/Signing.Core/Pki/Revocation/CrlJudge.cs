namespace Signing.Core.Pki.Revocation;

/// <summary>What the CRLs at hand say about a certificate (RFC 5280, 6.3.3), delta CRLs included.</summary>
internal sealed class CrlJudge(RevocationCase revocation, List<RejectedProof> rejected)
{
    private readonly RevocationContext _context = revocation.Context;

    internal IEnumerable<StatusClaim> Collect(Certificate certificate, Certificate issuer, Certificate? anchor)
    {
        // The newest first: an older list adds only reasons that newer ones do not cover, or a revocation.
        CrlProof[] lists = [.. _context.Proofs.Crls
            .Where(crl => !crl.IsDelta && CrlScopeRules.MayConcern(crl, certificate))
            .OrderByDescending(static crl => crl.ThisUpdate)
            .ThenBy(static crl => crl.Thumbprint, StringComparer.Ordinal)];
        var covered = RevocationReasons.None;
        StatusClaim? good = null;
        foreach (CrlProof crl in lists.Take(_context.MaxProofs))
        {
            RevocationReasons reasons = CrlScopeRules.ReasonsFor(crl, certificate, out string? outOfScope);
            if (outOfScope is not null)
            {
                rejected.Add(new RejectedProof(crl, outOfScope));
                continue;
            }
            ProofFault? fault = CheckList(crl, issuer, anchor, out Certificate? signer);
            if (fault is { Weakness: null })
            {
                rejected.Add(new RejectedProof(crl, fault));
                continue;
            }
            CrlProof? delta = FindDelta(crl, issuer, anchor);
            StatusClaim? claim = Look(crl, delta, certificate, signer);
            fault = claim is null ? "its entry for the certificate is malformed (RFC 5280, 5.3)"
                : CheckClaim(claim, certificate, issuer) ?? fault ?? (delta is null ? null : CheckList(delta, issuer, anchor, out _));
            if (claim is null || fault?.Spares(claim, _context.At) == false)
            {
                rejected.Add(new RejectedProof(crl, fault!));
            }
            else if (claim.RevokedAt is not null)
            {
                yield return claim;
            }
            else
            {
                covered |= reasons;
                good = good is null || claim.ThisUpdate < good.ThisUpdate ? claim : good;
                if (covered == RevocationReasons.All)
                {
                    yield return good;
                    covered = RevocationReasons.None;
                    good = null;
                }
            }
        }
        if (good is not null)
        {
            rejected.Add(new RejectedProof(good.Proof, "the CRLs at hand cover only some reasons (RFC 5280, 6.3.3 (e))"));
        }
    }

    private ProofFault? CheckList(CrlProof crl, Certificate issuer, Certificate? anchor, out Certificate? signer)
    {
        signer = null;
        return crl.HasUnknownCritical ? "an unknown critical extension (RFC 5280, 5.2)"
            : !crl.IsAlgorithmConsistent ? "its two signature algorithms differ (RFC 5280, 5.1.1.2)"
            : Timeliness.CheckFuture(crl.ThisUpdate, _context) ?? new CrlSigner(revocation).Check(crl, issuer, anchor, out signer);
    }

    // A delta's signer has the same name and key identifier as the list's (IsOver).
    private static StatusClaim? Look(CrlProof crl, CrlProof? delta, Certificate certificate, Certificate? signer)
    {
        CrlProof newest = delta ?? crl;
        if (!newest.TryFind(certificate, out CrlEntry? entry) || (entry is null && !crl.TryFind(certificate, out entry)))
        {
            return null;
        }
        // RFC 5280, 6.3.3 (k): taken off the list again.
        CrlEntry? standing = entry is { ReasonCode: RevocationReasonCodes.RemoveFromCrl } ? null : entry;
        return new StatusClaim(newest, newest.ThisUpdate, newest.NextUpdate, standing?.RevokedAt, standing?.ReasonCode) { Signer = signer };
    }

    private ProofFault? CheckClaim(StatusClaim claim, Certificate certificate, Certificate issuer)
    {
        if (claim is { RevokedAt: not null, IsHold: false })
        {
            return null;
        }
        if (Timeliness.Check(claim.ThisUpdate, claim.NextUpdate, _context) is { } untimely)
        {
            return untimely;
        }
        if (claim.Proof is CrlProof list && !new CrlSigner(revocation).WasValid(list, issuer))
        {
            return "its signer's certificate was not valid when it was made (EN 319 102-1, 5.2.6.4 (4))";
        }
        // Expired certificates fall off a list, unless it says since when it keeps them.
        bool kept = claim.ThisUpdate <= certificate.NotAfter
            || claim.Proof is CrlProof { ExpiredCertsFrom: { } from } && from <= certificate.NotAfter;
        return claim.RevokedAt is null && !kept
            ? "the certificate had expired before it, and it does not keep expired ones (expiredCertsOnCRL; RFC 5280, 3.3)"
            : null;
    }

    // RFC 5280, 5.2.4 and 6.3.3 (c): the newest usable delta over this list.
    private CrlProof? FindDelta(CrlProof crl, Certificate issuer, Certificate? anchor) => _context.Proofs.Crls
        .Where(delta => delta.IsDelta && IsOver(delta, crl))
        .OrderByDescending(static delta => delta.Number)
        .Take(_context.MaxProofs)
        .FirstOrDefault(delta => Timeliness.Check(delta.ThisUpdate, delta.NextUpdate, _context) is null
            && CheckList(delta, issuer, anchor, out _) is null or { Weakness: not null });

    private static bool IsOver(CrlProof delta, CrlProof crl) =>
        delta.Issuer.Equals(crl.Issuer)
        && Same(delta.Scope?.Der, crl.Scope?.Der)
        && Same(delta.AuthorityKeyIdentifier, crl.AuthorityKeyIdentifier)
        && crl.Number is { } number && delta.BaseNumber <= number && delta.Number > number;

    private static bool Same(ReadOnlyMemory<byte>? left, ReadOnlyMemory<byte>? right) =>
        left is { } one && right is { } other ? one.Span.SequenceEqual(other.Span) : left is null && right is null;
}
