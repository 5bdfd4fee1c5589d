using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.CertsDev.Declaration;
using Signing.CertsDev.Folder;
using Signing.Core.Pki.Authorities;

namespace Signing.CertsDev;

/// <summary>
/// Turns the declaration into identities and authorities, either by issuing the certificates anew into a folder or by
/// loading them from there. Both end in the same state.
/// </summary>
internal sealed class PkiMaker(PkiDeclaration declaration, PkiFolder folder, Uri address, TimeProvider clock)
{
    internal ConcurrentDictionary<string, DevIdentity> Identities { get; } = new(StringComparer.Ordinal);

    internal ConcurrentDictionary<string, (CertificateAuthority Authority, MemoryCertificateRegister Register)> Authorities { get; } = new(StringComparer.Ordinal);

    /// <summary>Issues every certificate and writes every file but the state.</summary>
    internal async Task MakeAsync(DevKeys keys, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        keys.Prepare(declaration.Certificates.Select(declared => (declared.Name, declared.Key)));
        folder.Reset();
        foreach (CertificateDeclaration declared in declaration.Certificates)
        {
            DevIdentity identity = await IssueAsync(
                declared.Name, declared.Issuer, declared.ToTemplate(declaration.Policy, now), keys.Get(declared.Name, declared.Key), cancellationToken);
            Adopt(declared, identity, now);
            folder.Save(identity, declared.Trust);
        }
    }

    /// <summary>Loads every certificate that the declaration names.</summary>
    internal async Task LoadAsync(DateTimeOffset madeAt, CancellationToken cancellationToken)
    {
        foreach (CertificateDeclaration declared in declaration.Certificates)
        {
            DevIdentity identity = folder.Load(declared.Name, ChainUnder(declared.Issuer));
            if (declared.Issuer is { } issuer)
            {
                var record = new CertificateRecord(identity.SerialNumber, identity.Certificate.NotAfter) { IsAuthority = declared.Profile == CertificateProfile.CertificateAuthority };
                await Authorities[issuer].Register.AddAsync(record, cancellationToken);
            }
            Adopt(declared, identity, madeAt);
        }
    }

    internal async Task<DevIdentity> IssueAsync(string name, string? issuer, CertificateTemplate template, AsymmetricAlgorithm key, CancellationToken cancellationToken)
    {
        if (issuer is null)
        {
            X509Certificate2 root = await CertificateAuthority.CreateRootAsync(template, KeyOf(key), cancellationToken);
            return folder.Identity(name, root, key, []);
        }
        X509Certificate2 certificate = await Authorities[issuer].Authority.IssueAsync(template, new PublicKey(key), cancellationToken);
        return folder.Identity(name, certificate, key, ChainUnder(issuer));
    }

    private IReadOnlyList<X509Certificate2> ChainUnder(string? issuer) =>
        issuer is null ? [] : [Identities[issuer].Certificate, .. Identities[issuer].Chain];

    private static AuthorityKey KeyOf(AsymmetricAlgorithm key) => key is ECDsa ec ? AuthorityKey.FromPrivateKey(ec) : AuthorityKey.FromPrivateKey((RSA)key);

    /// <summary>Takes an identity in; an authority can issue from then on.</summary>
    internal void Adopt(DevIdentity identity, CertificateProfile profile)
    {
        if (!Identities.TryAdd(identity.Name, identity))
        {
            throw new ArgumentException($"There is a certificate named '{identity.Name}' already.", nameof(identity));
        }
        if (profile == CertificateProfile.CertificateAuthority)
        {
            // List numbers go on growing from one run to the next because they start at the time.
            var register = new MemoryCertificateRegister(clock.GetUtcNow().ToUnixTimeMilliseconds());
            Authorities[identity.Name] = (new CertificateAuthority(identity.Certificate, identity.AuthorityKey, register, Addresses(identity.Name)), register);
        }
    }

    private void Adopt(CertificateDeclaration declared, DevIdentity identity, DateTimeOffset madeAt)
    {
        Adopt(identity, declared.Profile);
        if (declared is { Revoked: { } revoked, Issuer: { } issuer })
        {
            Authorities[issuer].Register.Revoke(identity.SerialNumber, new CertificateRevocation(revoked.At.After(madeAt), revoked.Reason));
        }
    }

    private CertificateAuthorityOptions Addresses(string authority) => new()
    {
        OcspAddress = declaration.FindResponder(authority) is null ? null : new Uri(address, $"ocsp/{authority}"),
        CrlAddress = new Uri(address, $"crl/{authority}.crl"),
        IssuerAddress = new Uri(address, $"ca/{authority}.cer"),
    };
}
