using System.Formats.Asn1;
using System.Security.Cryptography;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Tests.Pki;

/// <summary>A CRL as a test wants it, right or wrong.</summary>
internal sealed record TestCrl(TestEntity Issuer)
{
    internal DateTimeOffset ThisUpdate { get; init; } = TestTimes.Now.AddHours(-1);

    internal DateTimeOffset? NextUpdate { get; init; } = TestTimes.Now.AddDays(1);

    internal IReadOnlyList<(Certificate Certificate, DateTimeOffset At, int? Reason)> Revoked { get; init; } = [];

    internal DateTimeOffset? ExpiredCertsFrom { get; init; }

    /// <summary>Extensions beside expiredCertsOnCRL: critical or not, their values.</summary>
    internal IReadOnlyList<(string Oid, bool IsCritical, byte[] Value)> Further { get; init; } = [];

    /// <summary>Serial numbers that are revoked beside the certificates.</summary>
    internal IReadOnlyList<byte[]> Serials { get; init; } = [];

    internal TestEntity? SignedBy { get; init; }

    internal HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    internal CrlProof Proof(ProofSource source = ProofSource.Embedded) => CrlProof.Parse(Encode(), source);

    internal byte[] Encode()
    {
        TestSignatureGenerator signer = (SignedBy ?? Issuer).Generator(Hash);
        var body = new AsnWriter(AsnEncodingRules.DER);
        using (body.PushSequence())
        {
            body.WriteInteger(1);
            body.WriteEncodedValue(signer.Identifier());
            body.WriteEncodedValue(Issuer.Certificate.Subject.Der.Span);
            body.WriteUtcTime(ThisUpdate);
            if (NextUpdate is { } next)
            {
                body.WriteUtcTime(next);
            }
            if (Revoked.Count + Serials.Count > 0)
            {
                using (body.PushSequence())
                {
                    foreach ((Certificate certificate, DateTimeOffset at, int? reason) in Revoked)
                    {
                        WriteEntry(body, certificate.Serial.Span, at, reason);
                    }
                    foreach (byte[] serial in Serials)
                    {
                        WriteEntry(body, serial, ThisUpdate.AddDays(-1), 1);
                    }
                }
            }
            (string Oid, bool IsCritical, byte[] Value)[] extensions = [.. Further, .. ExpiredCertsFrom is { } expired ? new (string, bool, byte[])[] { (Oids.ExpiredCertsOnCrl, false, Time(expired)) } : []];
            if (extensions.Length > 0)
            {
                using (body.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (body.PushSequence())
                {
                    foreach ((string oid, bool critical, byte[] value) in extensions)
                    {
                        WriteExtension(body, oid, critical, value);
                    }
                }
            }
        }
        return Sign(body.Encode(), signer);
    }

    internal static byte[] Sign(byte[] body, TestSignatureGenerator signer)
    {
        var whole = new AsnWriter(AsnEncodingRules.DER);
        using (whole.PushSequence())
        {
            whole.WriteEncodedValue(body);
            whole.WriteEncodedValue(signer.Identifier());
            whole.WriteBitString(signer.Sign(body));
        }
        return whole.Encode();
    }

    private static byte[] Time(DateTimeOffset time)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        return writer.Encode();
    }

    private static void WriteExtension(AsnWriter body, string oid, bool critical, byte[] value)
    {
        using (body.PushSequence())
        {
            body.WriteObjectIdentifier(oid);
            if (critical)
            {
                body.WriteBoolean(true);
            }
            body.WriteOctetString(value);
        }
    }

    private static void WriteEntry(AsnWriter body, ReadOnlySpan<byte> serial, DateTimeOffset at, int? reason)
    {
        using (body.PushSequence())
        {
            body.WriteInteger(serial);
            body.WriteUtcTime(at);
            if (reason is { } code)
            {
                using (body.PushSequence())
                using (body.PushSequence())
                {
                    body.WriteObjectIdentifier("2.5.29.21");
                    using (body.PushOctetString())
                    {
                        body.WriteEncodedValue([0x0A, 0x01, (byte)code]);
                    }
                }
            }
        }
    }
}
