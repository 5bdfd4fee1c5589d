using System.Security.Cryptography;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Creation;

/// <summary>
/// Looks at the signer's certificate before anything is signed: what could never be valid is not made. Expired, revoked
/// or untrusted refuses; an unknown status follows the policy. Thread-safe.
/// </summary>
internal sealed class SignerCheck
{
    private readonly PdfSignerOptions _options;
    private readonly RevocationFetcher _revocation;
    private readonly IssuerFetcher _issuers;
    private readonly AcceptedSigners _accepted;

    internal SignerCheck(PdfSignerOptions options, RevocationFetcher revocation, IssuerFetcher issuers)
    {
        _options = options;
        _revocation = revocation;
        _issuers = issuers;
        _accepted = new AcceptedSigners(options.TimeProvider);
    }

    /// <param name="signer">The signer's certificate, DER.</param>
    /// <param name="issuers">Certificates that may lead from it to an anchor.</param>
    /// <param name="level">The level to sign at: from B-LT on, the status must be known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The whole path in DER, the signer first, the anchor last.</returns>
    internal async Task<IReadOnlyList<ReadOnlyMemory<byte>>> CheckAsync(
        ReadOnlyMemory<byte> signer, IEnumerable<ReadOnlyMemory<byte>> issuers, PadesLevel level, CancellationToken cancellationToken)
    {
        TrustStore trust = _options.Trust.Current;
        if (_accepted.Find(signer.Span, trust) is { } known)
        {
            return known;
        }
        DateTimeOffset now = _options.TimeProvider.GetUtcNow();
        Certificate certificate = Certificate.TryParse(signer)
            ?? throw Error.Of(ErrorCodes.SignerUntrusted, ("subject", Convert.ToHexStringLower(SHA256.HashData(signer.Span))), ("detail", "it cannot be read (RFC 5280, 4.1)"));
        Certificate[] pool = [.. issuers.Select(Certificate.TryParse).OfType<Certificate>()];
        PathResult path = PathValidator.Validate(certificate, pool, trust, now, PathPurpose.DocumentSigning);
        IReadOnlyList<FetchAttempt> attempts = [];
        if (!path.ReachesAnchor)
        {
            FetchedIssuers issuer = await _issuers.CompleteAsync(certificate, pool, trust, new IssuerBudget(), null, cancellationToken).ConfigureAwait(false);
            attempts = issuer.Attempts;
            pool = [.. pool, .. issuer.Certificates];
            path = PathValidator.Validate(certificate, pool, trust, now, PathPurpose.DocumentSigning);
        }
        if (!path.IsTrusted)
        {
            throw StatusErrors.Untrusted(path, certificate, attempts);
        }
        bool mayBeUnknown = level < PadesLevel.BaselineLt && _options.SignerStatusUnknown == SignerStatusUnknown.Proceed;
        var context = new RevocationContext(RevocationData.Empty, pool, trust, now, now);
        IReadOnlyList<RevocationFinding> findings = await CheckStatusAsync(path, context, mayBeUnknown, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte>[] chain = [.. path.Chain.Select(static c => c.Der)];
        _accepted.Add(chain, path.Chain, findings, trust);
        return chain;
    }

    private async Task<IReadOnlyList<RevocationFinding>> CheckStatusAsync(
        PathResult path, RevocationContext context, bool mayBeUnknown, CancellationToken cancellationToken)
    {
        FetchedProofs fetched = await _revocation.FetchAsync(path, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RevocationFinding> findings = RevocationJudge.Judge(path, context with { Proofs = fetched.Proofs, Pool = [.. context.Pool, .. fetched.Certificates] });
        foreach (RevocationFinding finding in findings)
        {
            if (finding.Status != RevocationStatus.Unknown || !mayBeUnknown)
            {
                StatusErrors.ThrowUnlessGood(finding, fetched);
            }
        }
        return findings;
    }
}
