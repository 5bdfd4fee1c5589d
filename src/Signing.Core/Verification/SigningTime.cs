namespace Signing.Core.Verification;

/// <summary>What is proven of the time at which something was signed.</summary>
/// <param name="Latest">It existed by then, at the latest at the instant of validation.</param>
/// <param name="Earliest">It did not exist before; null where nothing proves that.</param>
/// <param name="IsProven">Whether a time-stamp proves <paramref name="Latest"/>.</param>
internal readonly record struct SigningTime(DateTimeOffset Latest, DateTimeOffset? Earliest, bool IsProven);
