using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Creation.Augmentation;

/// <summary>What a document's validation data must prove, and what there is to prove it with.</summary>
/// <param name="Subjects">The signers and time-stamp authorities.</param>
/// <param name="Pool">Certificates that may help: untrusted.</param>
/// <param name="Known">The proofs at hand.</param>
internal sealed record ProofNeed(IReadOnlyList<ProofSubject> Subjects, IReadOnlyList<Certificate> Pool, RevocationData Known)
{
    internal ProofNeed With(Certificate authority, IEnumerable<Certificate> pool, DateTimeOffset at, bool isOptional) => this with
    {
        Subjects = [.. Subjects, new ProofSubject(authority, PathPurpose.TimeStamping, at) { IsOptional = isOptional }],
        Pool = [.. Pool, .. pool],
    };
}
