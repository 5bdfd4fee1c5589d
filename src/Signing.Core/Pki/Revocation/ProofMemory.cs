using System.Runtime.CompilerServices;
using Signing.Core.Net;

namespace Signing.Core.Pki.Revocation;

/// <summary>What is remembered of downloads, for all who were given the same options and the same clock. Thread-safe.</summary>
internal sealed class ProofMemory
{
    private static readonly ConditionalWeakTable<FetchOptions, ConditionalWeakTable<TimeProvider, ProofMemory>> Known = [];

    private ProofMemory(TimeProvider time)
    {
        Answers = new DownloadCache<ProofAnswer>(time, capacity: 10_000, maxBytes: 32 * 1024 * 1024);
        Lists = new DownloadCache<ProofAnswer>(time, capacity: 500, maxBytes: 256 * 1024 * 1024);
        Issuers = new DownloadCache<IssuerAnswer>(time, capacity: 1000, maxBytes: 32 * 1024 * 1024);
    }

    /// <summary>OCSP answers.</summary>
    internal DownloadCache<ProofAnswer> Answers { get; }

    /// <summary>CRLs, by address.</summary>
    internal DownloadCache<ProofAnswer> Lists { get; }

    /// <summary>Certificates of issuers, by address.</summary>
    internal DownloadCache<IssuerAnswer> Issuers { get; }

    internal static ProofMemory Of(FetchOptions options, TimeProvider time) =>
        Known.GetOrCreateValue(options).GetValue(time, static clock => new ProofMemory(clock));
}
