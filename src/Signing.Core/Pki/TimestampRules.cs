using System.Globalization;
using System.Numerics;
using Signing.Core.Cms;

namespace Signing.Core.Pki;

/// <summary>Whether an authority's answer is a time-stamp for the request that was sent (RFC 3161, 2.2 and 2.4.2).</summary>
internal static class TimestampRules
{
    // Deviations of the envelope that take nothing from what the signature proves.
    private const CmsFindings Harmless = CmsFindings.UnknownElement | CmsFindings.AttributesNotDer;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Reads and judges an answer.</summary>
    /// <param name="response">The body as received.</param>
    /// <param name="digest">The imprint sent.</param>
    /// <param name="authority">Whom was asked, for what hash and policy.</param>
    /// <param name="nonce">The nonce sent.</param>
    /// <param name="trust">Where the authority's certificate must lead.</param>
    /// <param name="now">When the answer came.</param>
    /// <param name="problem">What is wrong with it; empty where nothing is.</param>
    /// <returns>The token; null where it is none for this request.</returns>
    internal static TimestampToken? Read(
        ReadOnlyMemory<byte> response,
        ReadOnlyMemory<byte> digest,
        TimestampAuthorityOptions authority,
        BigInteger nonce,
        TrustStore trust,
        DateTimeOffset now,
        out string problem)
    {
        try
        {
            TimestampResponse answer = TimestampResponse.Parse(response);
            if (!answer.IsGranted)
            {
                problem = $"it refused: {Refusal(answer)}";
                return null;
            }
            if (answer.Token is not { } encoded)
            {
                problem = "it granted a time-stamp and sent none";
                return null;
            }
            TimestampToken token = TimestampToken.Parse(encoded);
            problem = CheckRequest(token, digest.Span, authority, nonce) ?? CheckTime(token, now) ?? CheckSigner(token, trust) ?? "";
            return problem.Length == 0 ? token : null;
        }
        catch (CmsException malformed)
        {
            problem = malformed.Message;
            return null;
        }
    }

    private static string? CheckRequest(TimestampToken token, ReadOnlySpan<byte> digest, TimestampAuthorityOptions authority, BigInteger nonce)
    {
        if (token.ImprintHash != authority.HashAlgorithm || !token.Matches(digest))
        {
            return "the time-stamp is over something else (RFC 3161, 2.2)";
        }
        if (token.Nonce != nonce)
        {
            return "the time-stamp does not repeat the nonce of the request (RFC 3161, 2.4.2)";
        }
        return authority.Policy is { } policy && token.Policy != policy
            ? $"the time-stamp is made under the policy {token.Policy}, not {policy}"
            : null;
    }

    // Its age is vouched for by the nonce. One from the future proves nothing until then.
    private static string? CheckTime(TimestampToken token, DateTimeOffset now) =>
        token.GenTime > now + ClockSkew
            ? string.Create(CultureInfo.InvariantCulture, $"its time, {token.GenTime.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, is yet to come (RFC 3161, 2.2)")
            : null;

    private static string? CheckSigner(TimestampToken token, TrustStore trust)
    {
        if (token.Signer.FindCertificate(token.Cms.Certificates) is not { } encoded || Certificate.TryParse(encoded) is not { } signer)
        {
            return "the time-stamp lacks its signer's certificate, which was asked for";
        }
        CmsCheck check = token.Check(encoded);
        if (check.Intact != true || (check.Findings & ~Harmless) != 0)
        {
            return $"the time-stamp's signature is wrong: {check.Findings & ~Harmless}";
        }
        Certificate[] pool = [.. token.Cms.Certificates.Select(Certificate.TryParse).OfType<Certificate>()];
        PathResult path = PathValidator.Validate(signer, pool, trust, token.GenTime, PathPurpose.TimeStamping);
        return path.IsTrusted ? null : $"the certificate {path.Offender?.Subject} of the time-stamp is not accepted: {path.Detail}";
    }

    private static string Refusal(TimestampResponse answer)
    {
        string reason = answer.Failure is { } failure ? $"{answer.Status}, {failure}" : answer.Status.ToString();
        return answer.StatusText.Length == 0 ? reason : $"{reason}: {answer.StatusText}";
    }
}
