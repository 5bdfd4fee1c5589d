using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;

namespace Signing.Core.Pki.Authorities;

/// <summary>Makes an authority's complete revocation lists (RFC 5280, 5), version 2, with number and authority key identifier. Thread-safe.</summary>
public sealed class CrlPublisher
{
    private readonly CertificateAuthority _authority;
    private readonly CrlPublisherOptions _options;

    /// <summary>A publisher for one authority, which signs its own lists.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="options">How lists are published; the defaults when null.</param>
    public CrlPublisher(CertificateAuthority authority, CrlPublisherOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(authority);
        _authority = authority;
        _options = options ?? new CrlPublisherOptions();
    }

    /// <summary>Makes a new list of everything that is revoked now.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The list as DER, as it is served under <c>application/pkix-crl</c> (RFC 2585, 4.2).</returns>
    /// <exception cref="SigningException">The key cannot sign (<c>key.algorithm</c>, <c>token.…</c>).</exception>
    public async ValueTask<byte[]> PublishAsync(CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = _options.TimeProvider.GetUtcNow();
        IReadOnlyList<CertificateRecord> revoked = await _authority.Register.ListRevokedAsync(cancellationToken).ConfigureAwait(false);
        long number = await _authority.Register.NextCrlNumberAsync(cancellationToken).ConfigureAwait(false);
        AuthorityKey key = _authority.Key;
        var generator = new V2TbsCertListGenerator();
        generator.SetSignature(key.Identifier);
        generator.SetIssuer(Der.Name(_authority.Certificate.SubjectName));
        generator.SetThisUpdate(Der.Time(now));
        generator.SetNextUpdate(Der.Time(now + _options.Validity));
        foreach (CertificateRecord record in revoked.OrderBy(record => record.SerialNumber, StringComparer.Ordinal))
        {
            if (record.RevocationAt(now) is { } revocation)
            {
                AddEntry(generator, record.SerialNumber, revocation);
            }
        }
        generator.SetExtensions(ListExtensions(number));
        TbsCertificateList tbs = generator.GenerateTbsCertList();
        byte[] signature = await key.SignAsync(tbs.GetEncoded(Asn1Encodable.Der), key.Algorithm, cancellationToken).ConfigureAwait(false);
        return new DerSequence(tbs, key.Identifier, new DerBitString(signature)).GetEncoded(Asn1Encodable.Der);
    }

    private static void AddEntry(V2TbsCertListGenerator generator, string serialNumber, CertificateRevocation revocation)
    {
        var serial = new DerInteger(new Org.BouncyCastle.Math.BigInteger(serialNumber, 16));
        // RFC 5280, 5.3.1: the reason 'unspecified' is said by absence.
        X509Extensions? extensions = revocation.Reason == X509RevocationReason.Unspecified
            ? null
            : new X509Extensions(
                [X509Extensions.ReasonCode],
                [new Org.BouncyCastle.Asn1.X509.X509Extension(false, new DerOctetString(new CrlReason((int)revocation.Reason).GetEncoded(Asn1Encodable.Der)))]);
        generator.AddCrlEntry(serial, Der.Time(revocation.RevokedAt), extensions);
    }

    private X509Extensions ListExtensions(long number)
    {
        var extensions = new X509ExtensionsGenerator();
        extensions.AddExtension(X509Extensions.AuthorityKeyIdentifier, false, new AuthorityKeyIdentifier(ProfileExtensions.KeyIdentifierOf(_authority.Certificate)));
        extensions.AddExtension(X509Extensions.CrlNumber, false, new CrlNumber(Org.BouncyCastle.Math.BigInteger.ValueOf(number)));
        if (_options.ExpiredCertificatesSince is { } since)
        {
            extensions.AddExtension(X509Extensions.ExpiredCertsOnCrl, false, Der.GeneralizedTime(since));
        }
        return extensions.Generate();
    }
}
