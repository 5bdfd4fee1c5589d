using System.Formats.Asn1;
using System.Security.Cryptography;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Tests.Pki;

/// <summary>An OCSP answer as a test wants it, right or wrong.</summary>
internal sealed record TestOcsp(Certificate Certificate, TestEntity Issuer)
{
    internal DateTimeOffset ThisUpdate { get; init; } = TestTimes.Now.AddHours(-1);

    internal DateTimeOffset? NextUpdate { get; init; } = TestTimes.Now.AddHours(1);

    internal DateTimeOffset? ProducedAt { get; init; }

    internal DateTimeOffset? RevokedAt { get; init; }

    internal int? Reason { get; init; }

    internal bool IsUnknown { get; init; }

    internal DateTimeOffset? ArchiveCutoff { get; init; }

    /// <summary>Who signs; the issuer itself where null.</summary>
    internal TestEntity? Responder { get; init; }

    internal bool EmbedsResponder { get; init; } = true;

    internal byte[]? Nonce { get; init; }

    internal HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    internal OcspProof Proof(ProofSource source = ProofSource.Embedded) => OcspProof.Parse(Encode(), source);

    internal byte[] Encode()
    {
        TestEntity signer = Responder ?? Issuer;
        byte[] data = EncodeData(signer.Certificate);
        var basic = new AsnWriter(AsnEncodingRules.DER);
        using (basic.PushSequence())
        {
            basic.WriteEncodedValue(data);
            basic.WriteEncodedValue(signer.Generator(Hash).Identifier());
            basic.WriteBitString(signer.Generator(Hash).Sign(data));
            if (Responder is not null && EmbedsResponder)
            {
                using (basic.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (basic.PushSequence())
                {
                    basic.WriteEncodedValue(signer.Certificate.Der.Span);
                }
            }
        }
        var whole = new AsnWriter(AsnEncodingRules.DER);
        using (whole.PushSequence())
        {
            whole.WriteEncodedValue([0x0A, 0x01, 0x00]);
            using (whole.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (whole.PushSequence())
            {
                whole.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.1");
                whole.WriteOctetString(basic.Encode());
            }
        }
        return whole.Encode();
    }

    private byte[] EncodeData(Certificate responder)
    {
        var data = new AsnWriter(AsnEncodingRules.DER);
        using (data.PushSequence())
        {
            using (data.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
            {
                data.WriteEncodedValue(responder.Subject.Der.Span);
            }
            data.WriteGeneralizedTime(ProducedAt ?? ThisUpdate, omitFractionalSeconds: true);
            using (data.PushSequence())
            using (data.PushSequence())
            {
                WriteSingle(data);
            }
            if (Nonce is { } nonce)
            {
                using (data.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
                {
                    WriteExtension(data, "1.3.6.1.5.5.7.48.1.2", value => value.WriteOctetString(nonce));
                }
            }
        }
        return data.Encode();
    }

    private void WriteSingle(AsnWriter data)
    {
        using (data.PushSequence())
        {
            using (data.PushSequence())
            {
                data.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
            }
            data.WriteOctetString(SHA256.HashData(Certificate.Issuer.Der.Span));
            data.WriteOctetString(SHA256.HashData(KeyIdentity.KeyBits(Issuer.Certificate.SubjectPublicKeyInfo).Span));
            data.WriteInteger(Certificate.Serial.Span);
        }
        if (RevokedAt is { } revoked)
        {
            using (data.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
            {
                data.WriteGeneralizedTime(revoked, omitFractionalSeconds: true);
                if (Reason is { } reason)
                {
                    using (data.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                    {
                        data.WriteEncodedValue([0x0A, 0x01, (byte)reason]);
                    }
                }
            }
        }
        else
        {
            data.WriteNull(new Asn1Tag(TagClass.ContextSpecific, IsUnknown ? 2 : 0));
        }
        data.WriteGeneralizedTime(ThisUpdate, omitFractionalSeconds: true);
        if (NextUpdate is { } next)
        {
            using (data.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                data.WriteGeneralizedTime(next, omitFractionalSeconds: true);
            }
        }
        if (ArchiveCutoff is { } cutoff)
        {
            using (data.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
            {
                WriteExtension(data, "1.3.6.1.5.5.7.48.1.6", value => value.WriteGeneralizedTime(cutoff, omitFractionalSeconds: true));
            }
        }
    }

    private static void WriteExtension(AsnWriter data, string oid, Action<AsnWriter> write)
    {
        using (data.PushSequence())
        using (data.PushSequence())
        {
            data.WriteObjectIdentifier(oid);
            using (data.PushOctetString())
            {
                write(data);
            }
        }
    }
}
