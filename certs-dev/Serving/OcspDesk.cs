using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;
using Signing.Core.Pki.Authorities;
using X509Extension = Org.BouncyCastle.Asn1.X509.X509Extension;

namespace Signing.CertsDev.Serving;

/// <summary>The OCSP responder of one authority as it answers, rightly or wrongly.</summary>
/// <param name="authority">The authority whose certificates are asked for.</param>
/// <param name="responder">Its responder.</param>
/// <param name="stranger">Somebody who may not answer for it.</param>
/// <param name="clock">The clock.</param>
/// <param name="keepsExpired">Whether it answers for expired certificates and says so by an archive cut-off.</param>
internal sealed class OcspDesk(CertificateAuthority authority, DevIdentity responder, DevIdentity stranger, TimeProvider clock, bool keepsExpired)
{
    internal static readonly Misbehaviour[] Misbehaviours =
    [
        Misbehaviour.OtherRequest, Misbehaviour.OtherNonce, Misbehaviour.Refusal, Misbehaviour.WrongSigner,
        Misbehaviour.BrokenSignature, Misbehaviour.Stale, Misbehaviour.FromTheFuture,
    ];

    private readonly OcspAuthority _right = Authority(authority, responder, clock, keepsExpired);
    private readonly OcspAuthority _stranger = Authority(authority, stranger, clock, keepsExpired);
    private readonly OcspAuthority _stale = Authority(authority, responder, new OffsetTimeProvider(clock, TimeSpan.FromDays(-30)), keepsExpired);
    private readonly OcspAuthority _future = Authority(authority, responder, new OffsetTimeProvider(clock, TimeSpan.FromDays(1)), keepsExpired);

    internal async ValueTask<byte[]> AnswerAsync(byte[] request, Misbehaviour misbehaviour, CancellationToken cancellationToken)
    {
        switch (misbehaviour)
        {
            case Misbehaviour.OtherRequest:
                return await _right.RespondAsync(Change(request, certificate: true, nonce: false), cancellationToken);
            case Misbehaviour.OtherNonce:
                return await _right.RespondAsync(Change(request, certificate: false, nonce: true), cancellationToken);
            case Misbehaviour.Refusal:
                return new OcspResponse(new OcspResponseStatus(OcspResponseStatus.TryLater), null).GetEncoded(Asn1Encodable.Der);
            case Misbehaviour.WrongSigner:
                return await _stranger.RespondAsync(request, cancellationToken);
            case Misbehaviour.Stale:
                return await _stale.RespondAsync(request, cancellationToken);
            case Misbehaviour.FromTheFuture:
                return await _future.RespondAsync(request, cancellationToken);
            case Misbehaviour.BrokenSignature:
                return BreakSignature(await _right.RespondAsync(request, cancellationToken));
            default:
                return await _right.RespondAsync(request, cancellationToken);
        }
    }

    private static OcspAuthority Authority(CertificateAuthority authority, DevIdentity responder, TimeProvider clock, bool keepsExpired) => new(
        authority.Certificate,
        authority.Register,
        responder.Certificate,
        responder.AuthorityKey,
        new OcspAuthorityOptions { TimeProvider = clock, ArchiveRetention = keepsExpired ? TimeSpan.FromDays(3650) : null });

    private static byte[] Change(byte[] request, bool certificate, bool nonce)
    {
        TbsRequest asked = OcspRequest.GetInstance(request).TbsRequest;
        var requests = new Asn1EncodableVector();
        foreach (Asn1Encodable entry in asked.RequestList)
        {
            CertID id = Request.GetInstance(entry).ReqCert;
            var other = new DerInteger(id.SerialNumber.Value.Add(BigInteger.One));
            requests.Add(new Request(certificate ? new CertID(id.HashAlgorithm, id.IssuerNameHash, id.IssuerKeyHash, other) : id, null));
        }
        X509Extensions? extensions = asked.RequestExtensions;
        if (nonce)
        {
            var value = new DerOctetString(new DerOctetString(new byte[16]).GetEncoded());
            extensions = new X509Extensions([OcspObjectIdentifiers.PkixOcspNonce], [new X509Extension(false, value)]);
        }
        return new OcspRequest(new TbsRequest(null, new DerSequence(requests), extensions), null).GetEncoded(Asn1Encodable.Der);
    }

    private static byte[] BreakSignature(byte[] response)
    {
        OcspResponse outer = OcspResponse.GetInstance(response);
        BasicOcspResponse basic = BasicOcspResponse.GetInstance(outer.ResponseBytes.Response.GetOctets());
        byte[] signature = basic.GetSignatureOctets();
        signature[^1] ^= 1;
        var broken = new BasicOcspResponse(basic.TbsResponseData, basic.SignatureAlgorithm, new DerBitString(signature), basic.Certs);
        var bytes = new ResponseBytes(outer.ResponseBytes.ResponseType, new DerOctetString(broken.GetEncoded(Asn1Encodable.Der)));
        return new OcspResponse(outer.ResponseStatus, bytes).GetEncoded(Asn1Encodable.Der);
    }
}
