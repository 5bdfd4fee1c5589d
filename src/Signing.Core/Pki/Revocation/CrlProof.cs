using System.Formats.Asn1;
using Signing.Core.Cms;

namespace Signing.Core.Pki.Revocation;

/// <summary>A certificate revocation list (RFC 5280, 5), complete or delta, indexed once.</summary>
internal sealed class CrlProof : RevocationProof
{
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 0);

    // Known, whether critical or not. RFC 5280, 5.2; issuerAltName says nothing that counts here.
    private static readonly string[] KnownExtensions =
    [
        Oids.AuthorityKeyIdentifier, Oids.CrlNumber, Oids.DeltaCrlIndicator, Oids.IssuingDistributionPoint, Oids.FreshestCrl,
        Oids.ExpiredCertsOnCrl, Oids.AuthorityInformationAccess, "2.5.29.18",
    ];

    // Where a file has the entries, what is signed is here without them.
    private CrlProof(ReadOnlyMemory<byte> der, ProofSource source, Uri? address, SignedStructure signed, CrlFile? file)
        : base(der, source, address, signed, file)
    {
        AsnReader body = new AsnReader(signed.ToBeSigned, AsnEncodingRules.BER).ReadSequence();
        if (body.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            body.ReadIntegerBytes();
        }
        IsAlgorithmConsistent = AlgorithmIdentifier.Read(body).Means(signed.Algorithm);
        Issuer = DistinguishedName.Parse(body.ReadEncodedValue());
        ThisUpdate = Asn1Time.Read(body);
        NextUpdate = Asn1Time.IsNext(body) ? Asn1Time.Read(body) : null;
        Entries = (CrlEntries?)file ?? new CrlIndex(body.HasData && body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? Content(body) : default);
        CertificateExtensions extensions = body.HasData ? CertificateExtensions.Read(body.ReadSequence(ExtensionsTag)) : CertificateExtensions.None;
        body.ThrowIfNotEmpty();
        AuthorityKeyIdentifier = extensions.AuthorityKeyIdentifier();
        Number = ReadNumber(extensions.Find(Oids.CrlNumber));
        BaseNumber = ReadNumber(extensions.Find(Oids.DeltaCrlIndicator));
        Scope = extensions.Find(Oids.IssuingDistributionPoint) is { } scope ? CrlScope.Read(scope.Value) : null;
        if (extensions.Find(Oids.ExpiredCertsOnCrl) is { } expired)
        {
            ExpiredCertsFrom = new AsnReader(expired.Value, AsnEncodingRules.BER).ReadGeneralizedTime();
        }
        DeltaAddresses = [.. CrlDistributionPoint.Read(extensions.Find(Oids.FreshestCrl)?.Value).SelectMany(static point => point.Addresses)];
        IssuerAddresses = extensions.AccessAddresses(Oids.AccessIssuers);
        HasUnknownCritical = Entries.HasUnknownCritical
            || extensions.All.Any(static extension => extension.IsCritical && !KnownExtensions.Contains(extension.Oid));
    }

    internal override string Kind => "crl";

    internal override DateTimeOffset MadeAt => ThisUpdate;

    internal DistinguishedName Issuer { get; }

    internal DateTimeOffset ThisUpdate { get; }

    internal DateTimeOffset? NextUpdate { get; }

    internal CrlEntries Entries { get; }

    internal ReadOnlyMemory<byte>? AuthorityKeyIdentifier { get; }

    internal System.Numerics.BigInteger? Number { get; }

    /// <summary>The number of the complete CRL that this delta is over; null for a complete one (RFC 5280, 5.2.4).</summary>
    internal System.Numerics.BigInteger? BaseNumber { get; }

    internal bool IsDelta => BaseNumber is not null;

    /// <summary>The issuing distribution point; null where the CRL speaks of all its issuer's certificates.</summary>
    internal CrlScope? Scope { get; }

    /// <summary>Certificates that expired since then are kept on the CRL (expiredCertsOnCRL, X.509, 9.5.2.8); null where they are not.</summary>
    internal DateTimeOffset? ExpiredCertsFrom { get; }

    /// <summary>Where deltas over it are published (freshestCRL, RFC 5280, 5.2.6).</summary>
    internal IReadOnlyList<Uri> DeltaAddresses { get; }

    /// <summary>Where its signer's certificate is published (RFC 5280, 5.2.7).</summary>
    internal IReadOnlyList<Uri> IssuerAddresses { get; }

    internal bool HasUnknownCritical { get; }

    internal bool IsAlgorithmConsistent { get; }

    /// <summary>Reads a CertificateList.</summary>
    /// <exception cref="CertificateException">It is malformed.</exception>
    internal static CrlProof Parse(ReadOnlyMemory<byte> der, ProofSource source = ProofSource.Embedded, Uri? address = null) =>
        Guard(() => new CrlProof(der, source, address, SignedStructure.Read(der), null));

    /// <summary>A list that stays in its file in the cache.</summary>
    /// <exception cref="CertificateException">It is malformed.</exception>
    internal static CrlProof Open(CrlFile file, Uri address) => Guard(() => new CrlProof(default, ProofSource.Cache, address, file.Shell, file));

    /// <summary>Looks a certificate up.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="entry">What the CRL says about it; null where it is not listed.</param>
    /// <returns>Whether its entry, where it has one, can be read: entries are read only when they are asked for.</returns>
    internal bool TryFind(Certificate certificate, out CrlEntry? entry)
    {
        try
        {
            entry = Entries.Find(certificate.Serial.Span, certificate.Issuer, Issuer);
            return true;
        }
        catch (AsnContentException)
        {
            entry = null;
            return false;
        }
    }

    private static CrlProof Guard(Func<CrlProof> read)
    {
        try
        {
            return read();
        }
        catch (Exception malformed) when (malformed is AsnContentException or CmsException or ArgumentException or FormatException or OverflowException)
        {
            throw new CertificateException("not a CRL: " + malformed.Message, malformed);
        }
    }

    private static ReadOnlyMemory<byte> Content(AsnReader body)
    {
        ReadOnlyMemory<byte> content = body.PeekContentBytes();
        body.ReadEncodedValue();
        return content;
    }

    private static System.Numerics.BigInteger? ReadNumber(CertificateExtension? extension) =>
        extension is null ? null : new AsnReader(extension.Value, AsnEncodingRules.BER).ReadInteger();
}
