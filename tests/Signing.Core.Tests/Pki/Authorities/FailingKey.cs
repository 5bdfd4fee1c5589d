using System.Security.Cryptography.X509Certificates;
using Signing.Core.Keys;

namespace Signing.Core.Tests.Pki.Authorities;

/// <summary>A key whose token is gone.</summary>
internal sealed class FailingKey(X509Certificate2 certificate) : SigningKey
{
    public override X509Certificate2 Certificate => certificate;

    public override IReadOnlyList<X509Certificate2> Chain => [];

    public override IReadOnlyList<SignatureAlgorithm> Algorithms => [SignatureAlgorithm.EcdsaSha256];

    public override bool RequiresPinPerSignature => false;

    public override ValueTask<byte[]> SignDataAsync(ReadOnlyMemory<byte> data, SignatureAlgorithm algorithm, CancellationToken cancellationToken = default) =>
        throw Error.Of(ErrorCodes.TokenAbsent, ("token", "test"));
}
