using Signing.Core.Pki.Revocation;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>One OCSP response or CRL.</summary>
/// <param name="Kind">Which of both.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Address">The address that it was fetched from; null where it was not.</param>
/// <param name="Der">Its bytes.</param>
/// <param name="Revision">The first revision whose closing time-stamp covers it; null where the document does not hold it.</param>
internal sealed record ProofEvidence(ProofKind Kind, Reports.ProofSource Source, string? Address, byte[] Der, int? Revision)
{
    internal static ProofEvidence Of(RevocationProof proof, int? revision) => new(
        proof is OcspProof ? ProofKind.Ocsp : ProofKind.Crl, SourceOf(proof), proof.Address?.AbsoluteUri, proof.Der.ToArray(), revision);

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
