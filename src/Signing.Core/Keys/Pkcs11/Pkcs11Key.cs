using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>A private key on a token. It stays good when the token goes away and comes back.</summary>
internal sealed class Pkcs11Key : SigningKey
{
    private readonly Pkcs11Token _token;
    private readonly KeyReference _reference;
    private readonly Dictionary<SignatureAlgorithm, SigningMechanism> _mechanisms = [];

    internal Pkcs11Key(Pkcs11Token token, TokenContents contents, X509Certificate2 certificate, KeyReference reference, bool requiresPinPerSignature)
    {
        _token = token;
        _reference = reference;
        Certificate = certificate;
        RequiresPinPerSignature = requiresPinPerSignature;
        Chain = IssuerChain.Of(certificate, [.. contents.Certificates.Select(static stored => stored.Certificate)]);
        List<SignatureAlgorithm> algorithms = [];
        foreach (SignatureAlgorithm algorithm in reference.PublicKey.Algorithms)
        {
            if (SigningMechanism.Choose(algorithm, contents.Mechanisms) is { } mechanism)
            {
                algorithms.Add(algorithm);
                _mechanisms.Add(algorithm, mechanism);
            }
        }
        Algorithms = algorithms;
    }

    /// <inheritdoc/>
    public override X509Certificate2 Certificate { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<X509Certificate2> Chain { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<SignatureAlgorithm> Algorithms { get; }

    /// <inheritdoc/>
    public override bool RequiresPinPerSignature { get; }

    /// <inheritdoc/>
    public override async ValueTask<byte[]> SignDataAsync(ReadOnlyMemory<byte> data, SignatureAlgorithm algorithm, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        if (!_mechanisms.TryGetValue(algorithm, out SigningMechanism? mechanism))
        {
            throw Error.Of(ErrorCodes.KeyAlgorithm, ("algorithm", algorithm), ("algorithms", string.Join(", ", Algorithms)));
        }
        byte[] input = mechanism.Prepare(data.Span, _reference.PublicKey.OrderLength);
        byte[] value = await _token.SignAsync(_reference, mechanism, input, RequiresPinPerSignature, cancellationToken).ConfigureAwait(false);
        return mechanism.Finish(value);
    }
}
