using System.Security.Cryptography.X509Certificates;
using Signing.Core.Keys;

namespace Signing.Core.Tests.Creation;

/// <summary>A key that is another one in all that a test does not change.</summary>
internal sealed class StandInKey(SigningKey key) : SigningKey
{
    internal bool AsksForPin { get; init; }

    internal IReadOnlyList<SignatureAlgorithm>? Offers { get; init; }

    /// <summary>What becomes of a value before it is handed out.</summary>
    internal Func<byte[], byte[]> Change { get; init; } = static value => value;

    internal int Signatures { get; private set; }

    internal List<SignatureAlgorithm> Used { get; } = [];

    public override X509Certificate2 Certificate => key.Certificate;

    public override IReadOnlyList<X509Certificate2> Chain => key.Chain;

    public override IReadOnlyList<SignatureAlgorithm> Algorithms => Offers ?? key.Algorithms;

    public override bool RequiresPinPerSignature => AsksForPin;

    public override async ValueTask<byte[]> SignDataAsync(ReadOnlyMemory<byte> data, SignatureAlgorithm algorithm, CancellationToken cancellationToken = default)
    {
        Signatures++;
        Used.Add(algorithm);
        return Change(await key.SignDataAsync(data, algorithm, cancellationToken));
    }
}
