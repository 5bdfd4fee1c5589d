using System.Security.Cryptography;
using Signing.Core.Net;
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
    private readonly AcceptedSigners _accepted;

    internal SignerCheck(PdfSignerOptions options, Fetcher fetcher)
    {
        _options = options;
        _revocation = new RevocationFetcher(fetcher, options.TimeProvider);
        _accepted = new AcceptedSigners(options.TimeProvider);
    }

    /// <param name="signer">The signer's certificate, DER.</param>
    /// <param name="issuers">Certificates that may lead from it to an anchor.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The whole path in DER, the signer first, the anchor last.</returns>
    internal async Task<IReadOnlyList<ReadOnlyMemory<byte>>> CheckAsync(
        ReadOnlyMemory<byte> signer, IEnumerable<ReadOnlyMemory<byte>> issuers, CancellationToken cancellationToken)
    {
        if (_accepted.Find(signer.Span) is { } known)
        {
            return known;
        }
        DateTimeOffset now = _options.TimeProvider.GetUtcNow();
        Certificate certificate = Certificate.TryParse(signer)
            ?? throw Error.Of(ErrorCodes.SignerUntrusted, ("subject", Convert.ToHexStringLower(SHA256.HashData(signer.Span))), ("detail", "it cannot be read (RFC 5280, 4.1)"));
        Certificate[] pool = [.. issuers.Select(Certificate.TryParse).OfType<Certificate>()];
        PathResult path = PathValidator.Validate(certificate, pool, _options.Trust, now, PathPurpose.DocumentSigning);
        if (!path.IsTrusted)
        {
            throw Refuse(path, certificate);
        }
        var context = new RevocationContext(RevocationData.Empty, pool, _options.Trust, now, now);
        IReadOnlyList<RevocationFinding> findings = await CheckStatusAsync(path, context, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte>[] chain = [.. path.Chain.Select(static c => c.Der)];
        _accepted.Add(chain, path.Chain, findings);
        return chain;
    }

    private static SigningException Refuse(PathResult path, Certificate signer)
    {
        Certificate offender = path.Offender ?? signer;
        return path.Status is PathStatus.Expired or PathStatus.NotYetValid
            ? Error.Of(ErrorCodes.SignerExpired, ("subject", offender.Subject), ("notBefore", offender.NotBefore), ("notAfter", offender.NotAfter))
            : Error.Of(ErrorCodes.SignerUntrusted, ("subject", offender.Subject), ("detail", path.Detail));
    }

    private async Task<IReadOnlyList<RevocationFinding>> CheckStatusAsync(PathResult path, RevocationContext context, CancellationToken cancellationToken)
    {
        FetchedProofs fetched = await _revocation.FetchAsync(path, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RevocationFinding> findings = RevocationJudge.Judge(path, context with { Proofs = fetched.Proofs });
        foreach (RevocationFinding finding in findings)
        {
            switch (finding.Status)
            {
                case RevocationStatus.Revoked or RevocationStatus.OnHold:
                    throw Error.Of(
                        ErrorCodes.SignerRevoked, ("subject", finding.Certificate.Subject), ("revokedAt", finding.RevokedAt), ("reason", finding.Reason));
                case RevocationStatus.Unknown when _options.SignerStatusUnknown == SignerStatusUnknown.Refuse:
                    throw Error.Of(ErrorCodes.ProofMissing, ("subject", finding.Certificate.Subject), ("addresses", Tried(finding, fetched)));
            }
        }
        return findings;
    }

    private static string Tried(RevocationFinding finding, FetchedProofs fetched)
    {
        string[] attempts =
        [
            .. fetched.Attempts.Where(a => a.Certificate.Equals(finding.Certificate)).Select(static a => a.Detail.Length == 0 ? $"{a.Address}" : $"{a.Address} ({a.Detail})"),
            .. finding.Rejected.Select(static r => r.Detail),
        ];
        return attempts.Length == 0 ? "nothing, for the certificate names no address" : string.Join("; ", attempts.Distinct());
    }
}
