namespace Signing.Core.Pki.Revocation;

/// <summary>Proofs after fetching, and what was tried.</summary>
/// <param name="Proofs">Those known before, and those fetched.</param>
/// <param name="Certificates">Certificates of CRL signers that were fetched: judging needs them in its pool.</param>
/// <param name="Attempts">Every address asked, in no order that means anything.</param>
internal sealed record FetchedProofs(RevocationData Proofs, IReadOnlyList<Certificate> Certificates, IReadOnlyList<FetchAttempt> Attempts);
