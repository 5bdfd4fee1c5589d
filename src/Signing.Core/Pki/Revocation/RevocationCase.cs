namespace Signing.Core.Pki.Revocation;

/// <summary>
/// One judgement and those that it leads to: signers of proofs have a status too. A certificate whose status is being judged
/// cannot vouch for itself.
/// </summary>
internal sealed class RevocationCase(RevocationContext context)
{
    private readonly HashSet<Certificate> _open = [];
    private readonly Dictionary<(Certificate Certificate, Certificate Issuer), RevocationFinding> _judged = [];

    internal RevocationContext Context { get; } = context;

    /// <summary>Certificate signatures of responders and CRL issuers.</summary>
    internal SignatureLedger Signatures { get; } = new(context.Path);

    /// <summary>Judges one certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">The certificate above it in its path.</param>
    /// <param name="anchor">The anchor of that path, under which CRL signers must stand too; null where any will do.</param>
    internal RevocationFinding Judge(Certificate certificate, Certificate issuer, Certificate? anchor)
    {
        if (_judged.TryGetValue((certificate, issuer), out RevocationFinding? known))
        {
            return known;
        }
        if (!_open.Add(certificate))
        {
            return Unknown(certificate, []);
        }
        var rejected = new List<RejectedProof>();
        List<StatusClaim> claims =
        [
            .. new OcspJudge(this, rejected).Collect(certificate, issuer, anchor),
            .. new CrlJudge(this, rejected).Collect(certificate, issuer, anchor),
        ];
        RevocationFinding finding = Decide(certificate, claims, rejected);
        _open.Remove(certificate);
        _judged[(certificate, issuer)] = finding;
        return finding;
    }

    /// <summary>Whether a certificate's status is being judged just now.</summary>
    internal bool IsOpen(Certificate certificate) => _open.Contains(certificate);

    /// <summary>Whether a certificate that signed a proof was itself good.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">The certificate above it in its path.</param>
    /// <param name="anchor">The anchor of that path.</param>
    /// <param name="fault">What to say where it was not.</param>
    /// <returns>That, with what is weak about the proof of its status; null where it was good.</returns>
    internal ProofFault? CheckStatus(Certificate certificate, Certificate issuer, Certificate? anchor, string fault)
    {
        RevocationFinding finding = Judge(certificate, issuer, anchor);
        return finding.Status == RevocationStatus.Good ? null
            : finding.Weak is { } weak ? new ProofFault($"{fault}: {weak.Detail}", weak.Weakness)
            : fault;
    }

    // A revocation is for ever, so any proof of it decides; otherwise the newest proof does, because a hold can be lifted.
    private RevocationFinding Decide(Certificate certificate, List<StatusClaim> claims, List<RejectedProof> rejected)
    {
        StatusClaim? decisive = null;
        foreach (StatusClaim claim in claims)
        {
            if (decisive is null || Outweighs(claim, decisive))
            {
                decisive = claim;
            }
        }
        if (decisive is null)
        {
            return Unknown(certificate, rejected);
        }
        return new RevocationFinding(certificate, decisive.StatusAt(Context.At))
        {
            RevokedAt = decisive.RevokedAt,
            Reason = decisive.RevokedAt is null ? null : RevocationReasonCodes.Name(decisive.ReasonCode),
            Proof = decisive.Proof,
            Signer = decisive.Signer,
            ThisUpdate = decisive.ThisUpdate,
            NextUpdate = decisive.NextUpdate,
            Rejected = rejected,
            Addresses = AddressesOf(certificate),
        };
    }

    private bool Outweighs(StatusClaim claim, StatusClaim other)
    {
        bool revoked = claim.StatusAt(Context.At) == RevocationStatus.Revoked;
        bool otherRevoked = other.StatusAt(Context.At) == RevocationStatus.Revoked;
        return revoked != otherRevoked ? revoked : claim.ThisUpdate > other.ThisUpdate;
    }

    private static RevocationFinding Unknown(Certificate certificate, List<RejectedProof> rejected) =>
        new(certificate, RevocationStatus.Unknown) { Rejected = rejected, Addresses = AddressesOf(certificate) };

    private static IReadOnlyList<Uri> AddressesOf(Certificate certificate) => [.. certificate.OcspAddresses, .. certificate.CrlAddresses];
}
