using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki;

namespace Signing.Benchmarks;

/// <summary>Authorities that all certify each other under one name, and look-alikes beside them: none leads to an anchor.</summary>
internal sealed class HostileChains
{
    private const int Authorities = 8;

    private readonly Certificate _signer;
    private readonly Certificate[] _pool;
    private readonly TrustStore _trust;

    internal HostileChains(int lookAlikes)
    {
        RSA[] keys = [.. Enumerable.Range(0, Authorities).Select(static _ => RSA.Create(4096))];
        var pool = new List<Certificate>();
        for (int issuer = 0; issuer < Authorities; issuer++)
        {
            for (int subject = 0; subject < Authorities; subject++)
            {
                if (issuer != subject)
                {
                    pool.Add(Issue(keys[subject], keys[issuer], issuer));
                }
            }
        }
        using var other = RSA.Create(2048);
        for (int i = 0; i < lookAlikes; i++)
        {
            pool.Add(Issue(other, keys[0], i));
        }
        _signer = Issue(other, keys[0], -1);
        _pool = [.. pool];
        _trust = TrustStore.Of(new TrustDomain("benchmark", [Issue(other, other, 0, "Anchor")], []));
        Array.ForEach(keys, static key => key.Dispose());
    }

    /// <summary>Searches until it gives up.</summary>
    internal Task GiveUpAsync() =>
        PathValidator.Validate(_signer, _pool, _trust, DateTimeOffset.UtcNow, PathPurpose.DocumentSigning).Status == PathStatus.BudgetExhausted
            ? Task.CompletedTask
            : throw new InvalidOperationException("The search ended before its budget did.");

    private static Certificate Issue(RSA key, RSA issuerKey, int serial, string name = "Same")
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.Create(
            new X500DistinguishedName($"CN={name}"), X509SignatureGenerator.CreateForRSA(issuerKey, RSASignaturePadding.Pkcs1),
            now.AddDays(-1), now.AddDays(1), BitConverter.GetBytes(serial + 2));
        return Certificate.From(certificate);
    }
}
