using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Signing.Core.Cms;

namespace Signing.Core.Pki;

/// <summary>
/// Until when algorithms count (EN 319 102-1, 5.1.4.2.1 and 5.5.4): a signature counts at a time when its hash, its scheme and the
/// key that verifies it do. What no row names never counts.
/// </summary>
internal sealed record AlgorithmTable
{
    private const string Unknown = "an unknown algorithm";

    /// <summary>
    /// ETSI TS 119 312 V1.5.1, with the ends that its predecessors gave to what it no longer lists. Ed25519 is not in it and has
    /// no end here.
    /// </summary>
    internal static AlgorithmTable Default { get; } = new()
    {
        Name = "ETSI TS 119 312 V1.5.1",
        Hashes =
        [
            new("SHA-1", End(2012, 8)), new("SHA-256", null), new("SHA-384", null), new("SHA-512", null),
            new("SHA3-256", null), new("SHA3-384", null), new("SHA3-512", null),
        ],
        Schemes =
        [
            new("RSA", End(2029, 1)), new("RSA-PSS", null), new("ECDSA", null), new("Ed25519", null), new("DSA", End(2029, 1)),
        ],
        Keys =
        [
            new(PublicKeySize.Rsa, 786, End(2010, 8)), new(PublicKeySize.Rsa, 1024, End(2019, 10)),
            new(PublicKeySize.Rsa, 1900, End(2029, 1)), new(PublicKeySize.Rsa, 3000, null),
            new(PublicKeySize.Dsa, 1024, End(2015, 12)), new(PublicKeySize.Dsa, 1900, End(2029, 1)),
            new(PublicKeySize.Ec, 160, End(2012, 8)), new(PublicKeySize.Ec, 224, End(2021, 10)), new(PublicKeySize.Ec, 256, null),
            new(PublicKeySize.Ed25519, 256, null),
        ],
    };

    /// <summary>Where the rows come from.</summary>
    public required string Name { get; init; }

    /// <summary>Hash functions, by the names that reports use.</summary>
    public required IReadOnlyList<AlgorithmLimit> Hashes { get; init; }

    /// <summary>Signature schemes: <c>RSA</c> (PKCS #1 v1.5), <c>RSA-PSS</c>, <c>ECDSA</c>, <c>Ed25519</c>, <c>DSA</c>.</summary>
    public required IReadOnlyList<AlgorithmLimit> Schemes { get; init; }

    /// <summary>Keys, by kind and size.</summary>
    public required IReadOnlyList<KeyLimit> Keys { get; init; }

    /// <summary>Whether no row is null: the serializer sees to the lists alone.</summary>
    [JsonIgnore]
    internal bool IsWhole => Hashes.All(static row => row is not null) && Schemes.All(static row => row is not null) && Keys.All(static row => row is not null);

    /// <summary>Judges a hash function.</summary>
    /// <returns>Null where it counts at that time.</returns>
    internal AlgorithmWeakness? Judge(HashAlgorithmName hash, DateTimeOffset at) => Judge(Hashes, SignatureAlgorithm.DigestName(hash), at);

    /// <summary>Judges a key: a certificate's <see cref="Certificate.SubjectPublicKeyInfo"/>, measured.</summary>
    /// <returns>Null where it counts at that time.</returns>
    internal AlgorithmWeakness? Judge(PublicKeySize key, DateTimeOffset at)
    {
        KeyLimit? limit = null;
        // By index: an enumerator for each key of each path and proof would be the only garbage here.
        for (int i = 0; i < Keys.Count; i++)
        {
            if (Keys[i].Kind == key.Kind && Keys[i].Bits <= key.Bits && !(Keys[i].Bits <= limit?.Bits))
            {
                limit = Keys[i];
            }
        }
        return limit is null ? new AlgorithmWeakness(key.ToString(), null) : Past(limit.Until, at) ? new AlgorithmWeakness(key.ToString(), limit.Until) : null;
    }

    /// <summary>Judges a certificate's own key.</summary>
    /// <returns>Null where it counts at that time.</returns>
    internal AlgorithmWeakness? Judge(Certificate certificate, DateTimeOffset at) => Judge(certificate.KeySize, at);

    /// <summary>Judges a signature value: its hashes, its scheme and the key that verifies it.</summary>
    /// <param name="method">How the value is verified; null for an algorithm that is not known.</param>
    /// <param name="signer">The certificate whose key verifies it.</param>
    /// <param name="at">The time at which it must count: a proven one, or that of validation.</param>
    /// <returns>The first that ends; null where all count at that time.</returns>
    internal AlgorithmWeakness? Judge(SignatureMethod? method, Certificate signer, DateTimeOffset at) =>
        method is null ? new AlgorithmWeakness(Unknown, null) : Judge(method, at) ?? Judge(signer, at);

    /// <summary>Judges hashes and scheme of a signature value, whatever the key.</summary>
    /// <returns>Null where all count at that time.</returns>
    internal AlgorithmWeakness? Judge(SignatureMethod method, DateTimeOffset at) =>
        Judge(method.Hash, at)
        ?? (method.MaskHash == method.Hash ? null : Judge(method.MaskHash, at))
        ?? Judge(Schemes, SchemeName(method.Family), at);

    /// <summary>
    /// Judges the signature on a certificate, at a time. What the domain pins is passed over, its signature as its key: it is trusted
    /// by decision, and its issuer's word proves nothing that its very bytes do not.
    /// </summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">The certificate above it in its path.</param>
    /// <param name="domain">The domain of the path; null where none was reached.</param>
    /// <param name="at">The time at which it must count.</param>
    /// <returns>Null where it counts at that time.</returns>
    internal AlgorithmWeakness? JudgeLink(Certificate certificate, Certificate issuer, TrustDomain? domain, DateTimeOffset at)
    {
        if (domain?.IsPinned(certificate) == true)
        {
            return null;
        }
        if (certificate.Signed.Method is not { } method)
        {
            return new AlgorithmWeakness(certificate.Signed.WeakDigest ?? Unknown, null);
        }
        return domain?.IsPinned(issuer) == true ? Judge(method, at) : Judge(method, issuer, at);
    }

    /// <summary>
    /// Judges the signature on a proof of status whose signer a domain pins: its key is passed over, and so is the digest that its own
    /// certificate is signed over, for an authority of the first generation has no other.
    /// </summary>
    /// <returns>Null where it counts at that time.</returns>
    internal AlgorithmWeakness? JudgePinned(SignatureMethod method, Certificate signer, DateTimeOffset at)
    {
        HashAlgorithmName? own = signer.Signed.Method?.Hash;
        return (method.Hash == own ? null : Judge(method.Hash, at))
            ?? (method.MaskHash == own ? null : Judge(method.MaskHash, at))
            ?? Judge(Schemes, SchemeName(method.Family), at);
    }

    /// <summary>Writes the table as JSON that people read and change.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, AlgorithmTableJsonContext.Default.AlgorithmTable);

    /// <summary>Reads what <see cref="ToJson"/> writes.</summary>
    /// <exception cref="JsonException">It is no table.</exception>
    internal static AlgorithmTable FromJson(string json) =>
        JsonSerializer.Deserialize(json, AlgorithmTableJsonContext.Default.AlgorithmTable) is { IsWhole: true } table ? table : throw new JsonException("The algorithm table lacks a row.");

    private static AlgorithmWeakness? Judge(IReadOnlyList<AlgorithmLimit> rows, string name, DateTimeOffset at)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Name == name)
            {
                return Past(rows[i].Until, at) ? new AlgorithmWeakness(name, rows[i].Until) : null;
            }
        }
        return new AlgorithmWeakness(name, null);
    }

    private static bool Past(DateTimeOffset? until, DateTimeOffset at) => until is { } end && at >= end;

    private static string SchemeName(SignatureFamily family) => family switch
    {
        SignatureFamily.RsaPkcs1 => "RSA",
        SignatureFamily.RsaPss => "RSA-PSS",
        SignatureFamily.Ecdsa => "ECDSA",
        SignatureFamily.Ed25519 => "Ed25519",
        _ => "DSA",
    };

    private static DateTimeOffset End(int year, int month) => new(year, month, 1, 0, 0, 0, TimeSpan.Zero);
}
