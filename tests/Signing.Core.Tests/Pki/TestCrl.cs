using System.Formats.Asn1;
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

    internal TestEntity? SignedBy { get; init; }

    internal CrlProof Proof(ProofSource source = ProofSource.Embedded) => CrlProof.Parse(Encode(), source);

    internal byte[] Encode()
    {
        TestSignatureGenerator signer = (SignedBy ?? Issuer).Generator();
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
            if (Revoked.Count > 0)
            {
                using (body.PushSequence())
                {
                    foreach ((Certificate certificate, DateTimeOffset at, int? reason) in Revoked)
                    {
                        WriteEntry(body, certificate, at, reason);
                    }
                }
            }
            if (ExpiredCertsFrom is { } expired)
            {
                using (body.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (body.PushSequence())
                using (body.PushSequence())
                {
                    body.WriteObjectIdentifier("2.5.29.60");
                    using (body.PushOctetString())
                    {
                        body.WriteGeneralizedTime(expired, omitFractionalSeconds: true);
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

    private static void WriteEntry(AsnWriter body, Certificate certificate, DateTimeOffset at, int? reason)
    {
        using (body.PushSequence())
        {
            body.WriteInteger(certificate.Serial.Span);
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
