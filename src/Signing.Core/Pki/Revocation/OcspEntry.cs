using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;

namespace Signing.Core.Pki.Revocation;

/// <summary>What an OCSP answer says about one certificate (SingleResponse, RFC 6960, 4.2.1).</summary>
internal sealed class OcspEntry
{
    private readonly CertID _id;

    internal OcspEntry(SingleResponse response)
    {
        _id = response.CertId;
        ThisUpdate = Time(response.ThisUpdate);
        NextUpdate = response.NextUpdate is { } next ? Time(next) : null;
        State = (OcspState)response.CertStatus.TagNo;
        if (State == OcspState.Revoked)
        {
            RevokedInfo revoked = RevokedInfo.GetInstance(response.CertStatus.Status);
            RevokedAt = Time(revoked.RevocationTime);
            ReasonCode = revoked.RevocationReason?.IntValueExact;
        }
        if (response.SingleExtensions?.GetExtension(new DerObjectIdentifier(Oids.OcspArchiveCutoff)) is { } cutoff)
        {
            ArchiveCutoff = Time(Asn1GeneralizedTime.GetInstance(cutoff.GetParsedValue()));
        }
        HasUnknownCritical = HasCritical(response.SingleExtensions);
    }

    internal OcspState State { get; }

    internal DateTimeOffset ThisUpdate { get; }

    internal DateTimeOffset? NextUpdate { get; }

    internal DateTimeOffset? RevokedAt { get; }

    /// <summary>CRLReason; null where absent.</summary>
    internal int? ReasonCode { get; }

    /// <summary>Since when the responder keeps the status of expired certificates (RFC 6960, 4.4.4).</summary>
    internal DateTimeOffset? ArchiveCutoff { get; }

    internal bool HasUnknownCritical { get; }

    internal static DateTimeOffset Time(Asn1GeneralizedTime time) => new(DateTime.SpecifyKind(time.ToDateTime(), DateTimeKind.Utc));

    /// <summary>Whether the entry's CertID names the certificate: its serial number, and its issuer's name and key by hash.</summary>
    internal bool IsAbout(Certificate certificate, Certificate issuer)
    {
        if (!_id.SerialNumber.Value.ToByteArray().AsSpan().SequenceEqual(certificate.Serial.Span))
        {
            return false;
        }
        Func<ReadOnlySpan<byte>, byte[]>? hash = _id.HashAlgorithm.Algorithm.Id switch
        {
            Oids.Sha1 => Sha1,
            Oids.Sha256 => static data => SHA256.HashData(data),
            Oids.Sha384 => static data => SHA384.HashData(data),
            Oids.Sha512 => static data => SHA512.HashData(data),
            _ => null,
        };
        return hash is not null
            && _id.IssuerNameHash.GetOctets().AsSpan().SequenceEqual(hash(certificate.Issuer.Der.Span))
            && _id.IssuerKeyHash.GetOctets().AsSpan().SequenceEqual(hash(KeyIdentity.KeyBits(issuer.SubjectPublicKeyInfo).Span));
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "It names an issuer, it does not prove anything.")]
    private static byte[] Sha1(ReadOnlySpan<byte> data) => SHA1.HashData(data);

    private static bool HasCritical(X509Extensions? extensions)
    {
        foreach (DerObjectIdentifier oid in extensions?.ExtensionOids ?? [])
        {
            if (extensions!.GetExtension(oid).IsCritical && oid.Id != Oids.OcspArchiveCutoff)
            {
                return true;
            }
        }
        return false;
    }
}
