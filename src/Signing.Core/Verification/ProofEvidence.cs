using Signing.Core.Pki.Revocation;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>One OCSP response or CRL.</summary>
internal sealed record ProofEvidence(ProofKind Kind, Reports.ProofSource Source, string? Address, byte[] Der)
{
    internal static ProofEvidence Of(RevocationProof proof) => new(
        proof is OcspProof ? ProofKind.Ocsp : ProofKind.Crl, SourceOf(proof), proof.Address?.AbsoluteUri, proof.Der.ToArray());

    internal static Reports.ProofSource SourceOf(RevocationProof proof) => proof.Source switch
    {
        Pki.Revocation.ProofSource.Embedded => Reports.ProofSource.Embedded,
        Pki.Revocation.ProofSource.Cache => Reports.ProofSource.Cache,
        _ => Reports.ProofSource.Online,
    };

    internal OcspProof ToOcsp() => OcspProof.Parse(Der, PkiSource, Uri);

    internal CrlProof ToCrl() => CrlProof.Parse(Der, PkiSource, Uri);

    private Uri? Uri => Address is null ? null : new Uri(Address);

    private Pki.Revocation.ProofSource PkiSource => Source switch
    {
        Reports.ProofSource.Embedded => Pki.Revocation.ProofSource.Embedded,
        Reports.ProofSource.Cache => Pki.Revocation.ProofSource.Cache,
        _ => Pki.Revocation.ProofSource.Online,
    };
}
