namespace Signing.Core.Pki.Revocation;

/// <summary>One certificate's proofs while they are being gathered: judged after each, so that no more is fetched than it takes.</summary>
internal sealed class ProofSearch(Certificate certificate, Certificate issuer, Certificate anchor, RevocationContext context)
{
    private readonly List<FetchAttempt> _attempts = [];
    private RevocationData _fetched = RevocationData.Empty;
    private RevocationFinding? _finding;

    /// <summary>Whether the proofs so far tell the status.</summary>
    internal bool IsDecided => Finding.Status != RevocationStatus.Unknown;

    /// <summary>What was fetched, without what was known before.</summary>
    internal FetchedProofs Result
    {
        get
        {
            bool decided = IsDecided;
            return new FetchedProofs(_fetched, [.. _attempts.Select(attempt =>
                attempt.Detail.Length == 0 && !decided ? attempt with { Detail = Rejection(attempt) } : attempt)]);
        }
    }

    private RevocationFinding Finding =>
        _finding ??= RevocationJudge.Judge(certificate, issuer, context with { Proofs = context.Proofs.Add(_fetched) }, anchor);

    internal void Add(string kind, Uri address, ProofAnswer answer)
    {
        _attempts.Add(new FetchAttempt(certificate, kind, address, answer.Detail));
        RevocationData? more = answer.Proof switch
        {
            OcspProof ocsp => new RevocationData([ocsp], []),
            CrlProof crl => new RevocationData([], [crl]),
            _ => null,
        };
        if (more is not null)
        {
            _fetched = _fetched.Add(more);
            _finding = null;
        }
    }

    /// <summary>Whether an answer's proof was judged and does not count.</summary>
    internal bool Rejects(ProofAnswer answer) => Finding.Rejected.Any(rejected => ReferenceEquals(rejected.Proof, answer.Proof));

    /// <summary>Delegates that sign an answer and need a status of their own (RFC 6960, 4.2.2.2.1).</summary>
    internal IEnumerable<Certificate> OpenResponders(ProofAnswer answer) =>
        IsDecided || answer.Proof is not OcspProof proof
            ? []
            : proof.Certificates.Where(responder => !responder.HasOcspNoCheck && responder.VerifyIssuedBy(issuer)).Take(1);

    private string Rejection(FetchAttempt attempt) =>
        Finding.Rejected.FirstOrDefault(rejected => rejected.Proof.Kind == attempt.Kind)?.Detail ?? "it does not tell the status";
}
