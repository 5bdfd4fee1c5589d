using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;
using X509Extension = Org.BouncyCastle.Asn1.X509.X509Extension;

namespace Signing.Core.Pki.Authorities;

/// <summary>
/// Makes revocation lists (RFC 5280, 5), version 2, with number and authority key identifier: complete ones and deltas over
/// them, whole or partitioned, signed by the authority itself or, for several authorities at once, by a CRL issuer. Thread-safe.
/// </summary>
public sealed class CrlPublisher
{
    private readonly CertificateAuthority[] _authorities;
    private readonly X509Name _issuer;
    private readonly byte[] _keyIdentifier;
    private readonly AuthorityKey _key;
    private readonly CrlPublisherOptions _options;
    private readonly IssuingDistributionPoint? _scope;

    /// <summary>A publisher for one authority, which signs its own lists.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="options">How lists are published; the defaults when null.</param>
    public CrlPublisher(CertificateAuthority authority, CrlPublisherOptions? options = null)
        : this([authority ?? throw new ArgumentNullException(nameof(authority))], authority.Certificate, authority.Key, isIndirect: false, options)
    {
    }

    /// <summary>
    /// A publisher of indirect lists (RFC 5280, 5.2.5), which one CRL issuer signs for several authorities. Their certificates
    /// must name it (<see cref="CertificateAuthorityOptions.CrlIssuer"/>).
    /// </summary>
    /// <param name="authorities">The authorities whose certificates the lists speak of; the first one's register numbers them.</param>
    /// <param name="issuer">The CRL issuer's certificate, of the profile <see cref="CertificateProfile.CrlIssuer"/>.</param>
    /// <param name="key">The key of that certificate.</param>
    /// <param name="options">How lists are published; the defaults when null.</param>
    /// <exception cref="ArgumentException">There is no authority, or the key is not the certificate's.</exception>
    public CrlPublisher(IReadOnlyList<CertificateAuthority> authorities, X509Certificate2 issuer, AuthorityKey key, CrlPublisherOptions? options = null)
        : this(
            authorities is { Count: > 0 } ? [.. authorities] : throw new ArgumentException("There is no authority to publish for.", nameof(authorities)),
            issuer ?? throw new ArgumentNullException(nameof(issuer)),
            key ?? throw new ArgumentNullException(nameof(key)),
            isIndirect: true,
            options)
    {
    }

    private CrlPublisher(CertificateAuthority[] authorities, X509Certificate2 issuer, AuthorityKey key, bool isIndirect, CrlPublisherOptions? options)
    {
        key.EnsureBelongsTo(issuer);
        _authorities = authorities;
        _issuer = Der.Name(issuer.SubjectName);
        _keyIdentifier = ProfileExtensions.KeyIdentifierOf(issuer);
        _key = key;
        _options = options ?? new CrlPublisherOptions();
        _scope = Scope(_options, isIndirect);
    }

    /// <summary>Makes a new list of everything that is revoked now.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The list as DER, as it is served under <c>application/pkix-crl</c> (RFC 2585, 4.2).</returns>
    /// <exception cref="SigningException">The key cannot sign (<c>key.algorithm</c>, <c>token.…</c>).</exception>
    public async ValueTask<byte[]> PublishAsync(CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = _options.TimeProvider.GetUtcNow();
        return await SignAsync(await ListAsync(now, cancellationToken).ConfigureAwait(false), now, baseNumber: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes a new delta list (RFC 5280, 5.2.4): what changed since a complete one. A suspension that was lifted since then is
    /// listed as <c>removeFromCRL</c>.
    /// </summary>
    /// <param name="baseList">A complete list of this publisher's, as it was published.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The list as DER.</returns>
    /// <exception cref="ArgumentException">It is not a complete list of this issuer and scope.</exception>
    /// <exception cref="SigningException">The key cannot sign (<c>key.algorithm</c>, <c>token.…</c>).</exception>
    public async ValueTask<byte[]> PublishDeltaAsync(ReadOnlyMemory<byte> baseList, CancellationToken cancellationToken = default)
    {
        (BigInteger number, Dictionary<(string, string), CrlListing> before) = ReadBase(baseList);
        DateTimeOffset now = _options.TimeProvider.GetUtcNow();
        var changes = new List<CrlListing>();
        foreach (CrlListing listing in await ListAsync(now, cancellationToken).ConfigureAwait(false))
        {
            if (!before.Remove(listing.Key, out CrlListing? known) || !known.SaysAs(listing))
            {
                changes.Add(listing);
            }
        }
        changes.AddRange(before.Values.Select(static gone => gone with { ReasonCode = CrlReason.RemoveFromCrl }));
        return await SignAsync(changes, now, number, cancellationToken).ConfigureAwait(false);
    }

    private static IssuingDistributionPoint? Scope(CrlPublisherOptions options, bool isIndirect)
    {
        if (options is { DistributionPoint: null, Coverage: CrlCoverage.All } && !isIndirect)
        {
            return null;
        }
        DistributionPointName? name = options.DistributionPoint is { } point ? new DistributionPointName(ProfileExtensions.UriNames(point)) : null;
        return new IssuingDistributionPoint(
            name, options.Coverage == CrlCoverage.EndEntities, options.Coverage == CrlCoverage.Authorities, onlySomeReasons: null, isIndirect, onlyContainsAttributeCerts: false);
    }

    private async ValueTask<List<CrlListing>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var listings = new List<CrlListing>();
        foreach (CertificateAuthority authority in _authorities)
        {
            X509Name issuer = Der.Name(authority.Certificate.SubjectName);
            foreach (CertificateRecord record in await authority.Register.ListRevokedAsync(cancellationToken).ConfigureAwait(false))
            {
                if (record.RevocationAt(now) is { } revocation && IsCovered(record))
                {
                    listings.Add(CrlListing.Of(issuer, record.SerialNumber, revocation));
                }
            }
        }
        return listings;
    }

    private bool IsCovered(CertificateRecord record) =>
        (_options.DistributionPoint is null || record.CrlAddress == _options.DistributionPoint)
        && (_options.Coverage == CrlCoverage.All || record.IsAuthority == (_options.Coverage == CrlCoverage.Authorities));

    private (BigInteger Number, Dictionary<(string, string), CrlListing> Listings) ReadBase(ReadOnlyMemory<byte> baseList)
    {
        try
        {
            TbsCertificateList list = CertificateList.GetInstance(Der.Parse(baseList)).TbsCertList;
            X509Extension? number = list.Extensions?.GetExtension(X509Extensions.CrlNumber);
            X509Extension? scope = list.Extensions?.GetExtension(X509Extensions.IssuingDistributionPoint);
            if (number is not null
                && list.Extensions!.GetExtension(X509Extensions.DeltaCrlIndicator) is null
                && list.Issuer.Equals(_issuer)
                && Equals(scope?.GetParsedValue(), _scope?.ToAsn1Object()))
            {
                return (DerInteger.GetInstance(number.GetParsedValue()).PositiveValue, CrlListing.Read(list).ToDictionary(static listing => listing.Key));
            }
        }
        catch (Exception malformed) when (Der.IsMalformed(malformed))
        {
            throw new ArgumentException("It is not a revocation list.", nameof(baseList), malformed);
        }
        throw new ArgumentException("It is not a complete list of this issuer and scope.", nameof(baseList));
    }

    private async ValueTask<byte[]> SignAsync(IEnumerable<CrlListing> listings, DateTimeOffset now, BigInteger? baseNumber, CancellationToken cancellationToken)
    {
        long number = await _authorities[0].Register.NextCrlNumberAsync(cancellationToken).ConfigureAwait(false);
        var generator = new V2TbsCertListGenerator();
        generator.SetSignature(_key.Identifier);
        generator.SetIssuer(_issuer);
        generator.SetThisUpdate(Der.Time(now));
        generator.SetNextUpdate(Der.Time(now + _options.Validity));
        X509Name previous = _issuer;
        foreach (CrlListing listing in listings
            .OrderBy(static listing => listing.Key.Issuer, StringComparer.Ordinal).ThenBy(static listing => listing.Key.SerialNumber, StringComparer.Ordinal))
        {
            listing.Write(generator, previous);
            previous = listing.Issuer;
        }
        generator.SetExtensions(ListExtensions(BigInteger.ValueOf(number), baseNumber));
        TbsCertificateList tbs = generator.GenerateTbsCertList();
        byte[] signature = await _key.SignAsync(tbs.GetEncoded(Asn1Encodable.Der), _key.Algorithm, cancellationToken).ConfigureAwait(false);
        return new DerSequence(tbs, _key.Identifier, new DerBitString(signature)).GetEncoded(Asn1Encodable.Der);
    }

    private X509Extensions ListExtensions(BigInteger number, BigInteger? baseNumber)
    {
        var extensions = new X509ExtensionsGenerator();
        extensions.AddExtension(X509Extensions.AuthorityKeyIdentifier, false, new AuthorityKeyIdentifier(_keyIdentifier));
        extensions.AddExtension(X509Extensions.CrlNumber, false, new CrlNumber(number));
        if (_scope is not null)
        {
            extensions.AddExtension(X509Extensions.IssuingDistributionPoint, true, _scope);
        }
        if (baseNumber is not null)
        {
            extensions.AddExtension(X509Extensions.DeltaCrlIndicator, true, new CrlNumber(baseNumber));
        }
        else if (_options.FreshestCrlAddress is { } freshest)
        {
            // RFC 5280, 5.2.6: in complete lists only.
            var point = new DistributionPoint(new DistributionPointName(ProfileExtensions.UriNames(freshest)), null, null);
            extensions.AddExtension(X509Extensions.FreshestCrl, false, new CrlDistPoint([point]));
        }
        if (_options.ExpiredCertificatesSince is { } since)
        {
            extensions.AddExtension(X509Extensions.ExpiredCertsOnCrl, false, Der.GeneralizedTime(since));
        }
        return extensions.Generate();
    }
}
