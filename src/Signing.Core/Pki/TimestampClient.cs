using System.Security.Cryptography;
using Signing.Core.Cms;
using Signing.Core.Net;

namespace Signing.Core.Pki;

/// <summary>
/// Gets time-stamp tokens: authorities are asked in order until one gives a token that stands every check. Those that do not answer
/// are asked again within the deadline, and stand at the end of the order for a while. Thread-safe.
/// </summary>
internal sealed class TimestampClient
{
    private const int NonceBytes = 16;
    private const int MaxAnswerBytes = 1024 * 1024;
    private const string RequestType = "application/timestamp-query";
    private const string ResponseType = "application/timestamp-reply";

    private readonly IReadOnlyList<TimestampAuthorityOptions> _authorities;
    private readonly TrustSource _trust;
    private readonly Fetcher _fetcher;
    private readonly TimeProvider _time;
    private readonly TimeSpan _deadline;
    private readonly TimestampHealth _health;
    private int _largestToken;

    /// <param name="authorities">Whom to ask, in order.</param>
    /// <param name="trust">Where their certificates must lead.</param>
    /// <param name="fetcher">Sends the requests.</param>
    /// <param name="time">The clock of the deadline.</param>
    /// <param name="deadline">The longest time for all of them together; null for 60 seconds.</param>
    /// <exception cref="SigningException"><see cref="ErrorCodes.ConfigurationInvalid"/>: an option cannot be.</exception>
    internal TimestampClient(IEnumerable<TimestampAuthorityOptions> authorities, TrustSource trust, Fetcher fetcher, TimeProvider time, TimeSpan? deadline = null)
    {
        _authorities = [.. authorities];
        _trust = trust;
        _fetcher = fetcher;
        _time = time;
        _deadline = deadline ?? TimeSpan.FromSeconds(60);
        _health = new TimestampHealth(time);
        foreach (TimestampAuthorityOptions authority in _authorities)
        {
            Validate(authority);
        }
    }

    internal bool HasAuthorities => _authorities.Count > 0;

    /// <summary>The size of the largest token seen so far, in bytes; 0 when none was.</summary>
    internal int LargestToken => Volatile.Read(ref _largestToken);

    /// <summary>Gets a token over data, hashed as each authority's options say.</summary>
    /// <inheritdoc cref="RequestAsync(Func{HashAlgorithmName, byte[]}, CancellationToken)"/>
    internal Task<TimestampToken> RequestAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        RequestAsync(_authorities, hash => CryptographicOperations.HashData(hash, data.Span), cancellationToken);

    /// <summary>Gets a token over what has this digest, by the hash that each authority's options say.</summary>
    /// <exception cref="SigningException"><see cref="ErrorCodes.TsaUnavailable"/>, <see cref="ErrorCodes.TsaTimeout"/> or
    /// <see cref="ErrorCodes.TsaInvalidResponse"/>: none gave one; the facts tell what each did.</exception>
    internal Task<TimestampToken> RequestAsync(Func<HashAlgorithmName, byte[]> digest, CancellationToken cancellationToken) =>
        RequestAsync(_authorities, digest, cancellationToken);

    private async Task<TimestampToken> RequestAsync(
        IReadOnlyList<TimestampAuthorityOptions> authorities, Func<HashAlgorithmName, byte[]> digest, CancellationToken cancellationToken)
    {
        var retry = new TimestampRetry(_time, _deadline);
        var attempts = new List<TimestampAttempt>(authorities.Count);
        IReadOnlyList<TimestampAuthorityOptions> left = _health.Order(authorities);
        for (int round = 0; left.Count > 0 && round < TimestampRetry.Rounds; round++)
        {
            if (round > 0 && !await retry.WaitAsync(round, cancellationToken).ConfigureAwait(false))
            {
                break;
            }
            var again = new List<TimestampAuthorityOptions>(left.Count);
            foreach (TimestampAuthorityOptions authority in left)
            {
                (TimestampToken? token, TimestampAttempt? attempt) = await AskAsync(authority, digest(authority.HashAlgorithm), retry.Left, cancellationToken).ConfigureAwait(false);
                if (token is not null)
                {
                    _health.Answered(authority.Address);
                    Remember(token.Encoding.Length);
                    return token;
                }
                attempts.Add(attempt!);
                if (attempt!.IsTransient)
                {
                    again.Add(authority);
                }
            }
            left = again;
        }
        throw Failed(attempts);
    }

    private async Task<(TimestampToken? Token, TimestampAttempt? Attempt)> AskAsync(
        TimestampAuthorityOptions authority, byte[] digest, TimeSpan left, CancellationToken cancellationToken)
    {
        if (left <= TimeSpan.Zero)
        {
            return (null, new TimestampAttempt(authority.Address, ErrorCodes.TsaTimeout, "not asked any more, the time for all is over"));
        }
        byte[] nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        byte[] request = TimestampRequest.Build(digest, authority.HashAlgorithm, nonce, authority.Policy);
        FetchResult result = await _fetcher.PostAsync(
            authority.Address, request, RequestType, ResponseType, cancellationToken,
            left < authority.Timeout ? left : authority.Timeout, configured: true, MaxAnswerBytes).ConfigureAwait(false);
        string problem = "";
        TimestampToken? token = result.IsOk
            ? TimestampRules.Read(result.Body, digest, authority, TimestampRequest.ToNonce(nonce), _trust.Current, _time.GetUtcNow(), out problem)
            : null;
        if (token is not null)
        {
            return (token, null);
        }
        _health.Failed(authority.Address);
        return (null, result.IsOk
            ? new TimestampAttempt(authority.Address, ErrorCodes.TsaInvalidResponse, result.IsWebPage ? FetchResult.WebPage : problem)
            : new TimestampAttempt(authority.Address, Code(result.Status), result.Detail, result.IsTransient));
    }

    private static string Code(FetchStatus status) => status switch
    {
        FetchStatus.Timeout => ErrorCodes.TsaTimeout,
        FetchStatus.TooLarge => ErrorCodes.TsaInvalidResponse,
        _ => ErrorCodes.TsaUnavailable,
    };

    // One that may answer later counts for more than one that answers wrongly: the caller can try again.
    private static SigningException Failed(List<TimestampAttempt> attempts)
    {
        string detail = attempts.Count == 0 ? "none is configured" : string.Join("; ", attempts
            .GroupBy(static attempt => (attempt.Address, attempt.Detail))
            .Select(static same => $"{same.Key.Address}: {same.Key.Detail}" + (same.Count() > 1 ? $" ({same.Count()} times)" : "")));
        if (attempts.Exists(static attempt => attempt.Code == ErrorCodes.TsaTimeout))
        {
            return Error.Of(ErrorCodes.TsaTimeout, ("detail", detail));
        }
        if (attempts.Count == 0 || attempts.Exists(static attempt => attempt.Code == ErrorCodes.TsaUnavailable))
        {
            return Error.Of(ErrorCodes.TsaUnavailable, ("detail", detail));
        }
        string addresses = string.Join(", ", attempts.Select(static attempt => attempt.Address).Distinct());
        return Error.Of(ErrorCodes.TsaInvalidResponse, ("address", addresses), ("detail", attempts.Count == 1 ? attempts[0].Detail : detail));
    }

    private void Remember(int size)
    {
        int largest = LargestToken;
        while (size > largest)
        {
            largest = Interlocked.CompareExchange(ref _largestToken, size, largest);
        }
    }

    private static void Validate(TimestampAuthorityOptions authority)
    {
        string? wrong = authority.Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" } ? "the address is not an http or https one"
            : authority.Timeout <= TimeSpan.Zero ? "the timeout is not positive"
            : authority.HashAlgorithm.Name is not ("SHA256" or "SHA384" or "SHA512") ? $"the hash {authority.HashAlgorithm.Name} is not SHA256, SHA384 or SHA512"
            : authority.Policy is { } policy && !ObjectIdentifier.IsDotted(policy) ? $"the policy '{policy}' is not a dotted object identifier"
            : null;
        if (wrong is not null)
        {
            throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", $"TimestampAuthorities: {authority.Address}"), ("detail", wrong));
        }
    }
}
