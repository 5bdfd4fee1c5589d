namespace Signing.Core.Verification.Reports.Html;

/// <summary>What the law wants said of a signature and the report says in pieces.</summary>
internal static class SigningFacts
{
    /// <summary>Whether the signature was good when it was made, and which sentence (<c>page.atSigning.…</c>) says why.</summary>
    internal static (Verdict Answer, string Sentence) AtSigning(SignatureReport signature)
    {
        if (signature.Integrity == Integrity.Broken)
        {
            return (Verdict.Invalid, "broken");
        }
        if (signature.Signer is not { } signer)
        {
            return (Verdict.Indeterminate, "nobody");
        }
        if (signature.Trust.Status != TrustStatus.Trusted)
        {
            bool isProven = signature.SubIndication is SubIndication.Expired or SubIndication.NotYetValid or SubIndication.Revoked;
            return (isProven ? Verdict.Invalid : Verdict.Indeterminate, PageNames.Of(signature.Trust.Status));
        }
        if (signature.BestTime is not null)
        {
            return (Verdict.Valid, "proven");
        }
        return signature.SigningTime is not { } claimed ? (Verdict.Indeterminate, "untimed")
            : claimed < signer.NotBefore || claimed > signer.NotAfter ? (Verdict.Indeterminate, "outside")
            : (Verdict.Valid, "claimed");
    }

    /// <summary>What is proven of the status of a certificate: the proof, or null where neither OCSP nor CRL could be checked.</summary>
    internal static RevocationReport? StatusOf(CertificateReport certificate, TrustReport trust) =>
        trust.Revocation.FirstOrDefault(proof => proof.Certificate == certificate.Thumbprint && proof.Status != ProofStatus.Unknown);

    /// <summary>Whether the law's warning is due: the status was to be checked and could not be.</summary>
    internal static bool LacksStatus(CertificateReport certificate, TrustReport trust) =>
        StatusOf(certificate, trust) is null && !(trust.Chain is [{ Anchor: true } only] && only.Thumbprint == certificate.Thumbprint);
}
