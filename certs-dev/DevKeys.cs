using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace Signing.CertsDev;

/// <summary>
/// The private keys of development PKIs, by the names of their certificates. Making RSA keys takes seconds; tests whose
/// PKIs live side by side in one process may share them, since each PKI issues its own certificates over them.
/// </summary>
public sealed class DevKeys
{
    private readonly ConcurrentDictionary<(string Name, string Kind), Lazy<AsymmetricAlgorithm>> _keys = new();

    /// <summary>The keys that the temporary PKIs of this process share.</summary>
    public static DevKeys Shared { get; } = new();

    /// <param name="name">The certificate's name.</param>
    /// <param name="kind"><c>RSA-2048</c> and other sizes, <c>P-256</c>, <c>P-384</c> or <c>P-521</c>.</param>
    internal AsymmetricAlgorithm Get(string name, string kind) =>
        _keys.GetOrAdd((name, kind), static key => new Lazy<AsymmetricAlgorithm>(() => Create(key.Kind))).Value;

    /// <summary>Makes several keys at once, since that is what a new PKI spends its time on.</summary>
    internal void Prepare(IEnumerable<(string Name, string Kind)> keys) => Parallel.ForEach(keys, key => Get(key.Name, key.Kind));

    private static AsymmetricAlgorithm Create(string kind) => kind switch
    {
        "P-256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        "P-384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        "P-521" => ECDsa.Create(ECCurve.NamedCurves.nistP521),
        _ when kind.StartsWith("RSA-", StringComparison.Ordinal) => RSA.Create(int.Parse(kind.AsSpan(4), CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"'{kind}' is not a kind of key that is known here.", nameof(kind)),
    };
}
