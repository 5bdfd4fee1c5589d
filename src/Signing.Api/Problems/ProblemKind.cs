namespace Signing.Api.Problems;

/// <summary>How one code is answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="RetryAfter">Seconds after which another try makes sense, where it does.</param>
internal sealed record ProblemKind(int Status, int? RetryAfter = null);
