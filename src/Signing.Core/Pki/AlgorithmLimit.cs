namespace Signing.Core.Pki;

/// <summary>One row of an <see cref="AlgorithmTable"/> for a hash function or a signature scheme.</summary>
/// <param name="Name">The standard's name: <c>SHA-256</c>, <c>RSA-PSS</c>.</param>
/// <param name="Until">The instant until which it counts; null for no end in sight.</param>
internal sealed record AlgorithmLimit(string Name, DateTimeOffset? Until);
