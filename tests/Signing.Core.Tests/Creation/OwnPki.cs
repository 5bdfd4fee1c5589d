using System.Security.Cryptography.X509Certificates;
using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki.Authorities;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>A PKI for one class of tests, which may turn it upside down. Every test begins with a new signer, which remembers nothing.</summary>
public sealed class OwnPki : IAsyncLifetime
{
    internal DevPki Pki { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Pki = await DevPki.StartAsync();

    public ValueTask DisposeAsync() => Pki.DisposeAsync();

    internal PdfSigner NewSigner(Action<PdfSignerOptions>? change = null)
    {
        PdfSignerOptions options = World.SignerOptions(Pki);
        change?.Invoke(options);
        return new PdfSigner(options);
    }

    internal Pkcs12Key Key(string name) => World.KeyOf(Pki[name]);

    /// <summary>Issues a certificate of its own to a test, valid now unless the test says otherwise.</summary>
    internal async Task<DevIdentity> IssueAsync(
        string issuer = "issuing", CertificateProfile profile = CertificateProfile.DocumentSigning, IList<string>? policies = null, TimeSpan? from = null)
    {
        string name = $"own-{Guid.NewGuid():n}";
        DateTimeOffset notBefore = TimeProvider.System.GetUtcNow() + (from ?? TimeSpan.FromDays(-1));
        return await Pki.IssueAsync(name, issuer, new CertificateTemplate
        {
            Subject = new X500DistinguishedName($"CN={name}, C=VN"),
            Profile = profile,
            NotBefore = notBefore,
            NotAfter = notBefore.AddYears(1),
            Policies = policies ?? [],
        });
    }
}
