namespace Signing.Core.Pki.Revocation;

/// <summary>One certificate's proofs while they are being gathered: judged after each, so that no more is fetched than it takes.</summary>
internal sealed class ProofSearch(Certificate certificate, Certificate issuer, Certificate anchor, RevocationContext context)
{
    private const int MaxForeignSigners = 4;

    private readonly List<FetchAttempt> _attempts = [];
    private readonly List<Certificate> _signers = [];
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);
    private RevocationData _fetched = RevocationData.Empty;
    private RevocationFinding? _finding;
    private RevocationFinding? _authentic;

    /// <summary>
    /// Whether the proofs so far tell the status, by all that is asked of them. Good news whose signer's certificate has ended would not do
    /// (EN 319 102-1, 5.2.6.4 (8)).
    /// </summary>
    internal bool IsDecided => Finding.Status != RevocationStatus.Unknown && !(Finding.Status == RevocationStatus.Good && context.At > Finding.Signer?.NotAfter);

    /// <summary>What was fetched, without what was known before.</summary>
    internal FetchedProofs Result
    {
        get
        {
            bool decided = IsDecided;
            return new FetchedProofs(_fetched, _signers, [.. _attempts.Select(attempt =>
                attempt.Detail.Length == 0 && !decided && attempt.Kind != FetchAttempt.IssuerKind ? attempt with { Detail = Rejection(attempt) } : attempt)]);
        }
    }

    private RevocationContext Context => context with { Proofs = context.Proofs.Add(_fetched), Pool = _signers.Count == 0 ? context.Pool : [.. context.Pool, .. _signers] };

    private RevocationFinding Finding => _finding ??= RevocationJudge.Judge(certificate, issuer, Context, anchor);

    // What one caller finds too weak by date is none the worse for others, who share what was downloaded.
    private RevocationFinding Authentic => _authentic ??= context.Path.Algorithms is null
        ? Finding
        : RevocationJudge.Judge(certificate, issuer, Context with { Path = context.Path with { Algorithms = null } }, anchor);

    /// <summary>Whether the proofs so far tell the status, whatever their algorithms.</summary>
    internal bool IsTold => Authentic.Status != RevocationStatus.Unknown;

    /// <summary>Whether a proof at hand is as new as is wanted.</summary>
    internal bool IsFresh(RevocationProof proof) => context.Freshness is not { } freshness || proof switch
    {
        CrlProof crl => context.At - crl.ThisUpdate <= freshness,
        OcspProof ocsp => ocsp.Entries.All(entry => context.At - entry.ThisUpdate <= freshness),
        _ => true,
    };

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
            _finding = _authentic = null;
        }
    }

    /// <summary>Adds certificates that may have signed a list.</summary>
    internal void Add(Uri address, IssuerAnswer answer)
    {
        _attempts.Add(new FetchAttempt(certificate, FetchAttempt.IssuerKind, address, answer.Detail));
        _signers.AddRange(answer.Certificates.Except(_signers));
        _finding = _authentic = null;
    }

    /// <summary>Whether an answer's proof was judged and does not count, or was not even looked at.</summary>
    internal bool Rejects(ProofAnswer answer) => answer.Proof switch
    {
        null => false,
        CrlProof { IsDelta: true } delta => !ReferenceEquals(Authentic.Proof, delta),
        // The list of a responder or of another list's signer: what it was worth shows in what it was fetched for.
        CrlProof crl when !CrlScopeRules.MayConcern(crl, certificate) => !IsTold,
        RevocationProof proof => IsRejected(proof),
    };

    /// <summary>Delegates that sign an answer and need a status of their own (RFC 6960, 4.2.2.2.1).</summary>
    internal IEnumerable<Certificate> OpenResponders(ProofAnswer answer) =>
        IsDecided || answer.Proof is not OcspProof proof
            ? []
            : proof.Certificates.Where(responder => !responder.HasOcspNoCheck && responder.VerifyIssuedBy(issuer)).Take(1);

    /// <summary>Where deltas over a list are published, by the list's word and by the certificate's (RFC 5280, 4.2.1.15 and 5.2.6).</summary>
    internal static IEnumerable<Uri> DeltaAddresses(ProofAnswer answer, Certificate certificate) =>
        answer.Proof is CrlProof { IsDelta: false } crl
            ? CrlDistributionPoint.Read(certificate.FindExtension(Oids.FreshestCrl)?.Value).SelectMany(static point => point.Addresses).Concat(crl.DeltaAddresses).Distinct()
            : [];

    /// <summary>Whether a list leaves the status open and another than the certificate's issuer signed it: said once for each list, and of a few.</summary>
    internal bool TakeForeign(CrlProof crl) =>
        !IsDecided && _foreign.Count < MaxForeignSigners && !(crl.Issuer.Equals(issuer.Subject) && crl.IsSignedBy(issuer)) && _foreign.Add(crl.Thumbprint);

    /// <summary>The certificate at hand whose key signed a list; null where there is none.</summary>
    internal Certificate? SignerOf(CrlProof crl) => context.Pool
        .Concat(_signers)
        .Concat(context.Trust.Domains.SelectMany(static domain => domain.IntermediateIndex.All.Concat(domain.AnchorIndex.All)))
        .Where(candidate => candidate.Subject.Equals(crl.Issuer))
        .Distinct()
        .Take(context.MaxProofs)
        .FirstOrDefault(crl.IsSignedBy);

    private bool IsRejected(RevocationProof proof) => Authentic.Rejected.Any(rejected => ReferenceEquals(rejected.Proof, proof));

    private string Rejection(FetchAttempt attempt) =>
        Finding.Rejected.FirstOrDefault(rejected => rejected.Proof.Kind == attempt.Kind)?.Detail ?? "it does not tell the status";
}
