namespace Signing.Core.Verification;

/// <summary>Everything that a verdict stands on, as plain values: each certificate and proof once.</summary>
internal sealed record EvidenceData
{
    internal const string CurrentVersion = "1.1";

    public required string EvidenceVersion { get; init; }

    /// <summary>When it was collected: a proof may be as new as that, whatever instant is judged.</summary>
    public required DateTimeOffset CollectedAt { get; init; }

    public required DocumentEvidence Document { get; init; }
    public required IReadOnlyList<SignatureEvidence> Signatures { get; init; }
    public IReadOnlyList<CertificateEvidence> Certificates { get; init; } = [];
    public IReadOnlyList<ProofEvidence> Proofs { get; init; } = [];
    public IReadOnlyList<TrustDomainEvidence> Trust { get; init; } = [];

    /// <summary>Whether no list is missing or has a null in it: the serializer sees to the required members alone.</summary>
    internal bool IsWhole =>
        Holds(Document.EmptyFields) && Holds(Document.Ambiguities) && Holds(Certificates) && Holds(Proofs) && Holds(Trust) && Holds(Signatures)
        && Trust.All(static domain => Holds(domain.Anchors) && Holds(domain.Intermediates) && (domain.Policy is null || (Holds(domain.Policy.CertificatePolicies) && domain.Policy.AnchorsTrustedUntil is not null)))
        && Signatures.All(static signature => Holds(signature.FormatErrors) && Holds(signature.Changes.Findings)
            && signature.Digests is not null && Holds(signature.Digests.Values) && (signature.Permissions.FieldMdp is null || Holds(signature.Permissions.FieldMdp.Fields)));

    private static bool Holds<T>(IEnumerable<T>? items)
        where T : class => items is not null && items.All(static item => item is not null);
}
