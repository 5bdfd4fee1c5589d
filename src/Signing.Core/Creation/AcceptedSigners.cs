using System.Collections.Concurrent;
using System.Security.Cryptography;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Creation;

/// <summary>
/// The paths of signers who were found good a moment ago. A path is given again for some minutes, while every certificate in
/// it is within its period and every proof of its status before its nextUpdate: what a new check would find as well.
/// </summary>
internal sealed class AcceptedSigners(TimeProvider time)
{
    private const int Capacity = 1000;
    private static readonly TimeSpan LongestMemory = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Accepted> _signers = new(StringComparer.Ordinal);

    /// <summary>The path of a signer under what is trusted now; null where it must be checked.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>>? Find(ReadOnlySpan<byte> signer, TrustStore trust)
    {
        DateTimeOffset now = time.GetUtcNow();
        return _signers.TryGetValue(Key(signer), out Accepted? accepted) && accepted.Trust == trust && now >= accepted.From && now < accepted.Until ? accepted.Path : null;
    }

    /// <summary>Remembers a path whose status is proven; where a proof does not say how long it holds, nothing is remembered.</summary>
    internal void Add(IReadOnlyList<ReadOnlyMemory<byte>> path, IReadOnlyList<Certificate> chain, IReadOnlyList<RevocationFinding> findings, TrustStore trust)
    {
        if (findings.Any(static finding => finding is not { Status: RevocationStatus.Good, NextUpdate: not null, RevokedAt: null }))
        {
            return;
        }
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset until = findings.Select(static finding => finding.NextUpdate!.Value)
            .Concat(chain.Select(static certificate => certificate.NotAfter))
            .Append(now + LongestMemory)
            .Min();
        if (_signers.Count >= Capacity)
        {
            _signers.Clear();
        }
        _signers[Key(path[0].Span)] = new Accepted(path, trust, now, until);
    }

    private static string Key(ReadOnlySpan<byte> signer) => Convert.ToHexString(SHA256.HashData(signer));

    private sealed record Accepted(IReadOnlyList<ReadOnlyMemory<byte>> Path, TrustStore Trust, DateTimeOffset From, DateTimeOffset Until);
}
