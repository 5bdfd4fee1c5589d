using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;
using Signing.Core.Cms;
using X509Extension = Org.BouncyCastle.Asn1.X509.X509Extension;

namespace Signing.Core.Pki.Authorities;

/// <summary>
/// Answers for the certificates of one issuer by OCSP (RFC 6960), with a responder that the issuer has delegated to
/// (4.2.2.2) or with the issuer's own key. A nonce is echoed (RFC 9654). Thread-safe.
/// </summary>
public sealed class OcspAuthority
{
    // RFC 9654, 2.1: a nonce has 1 to 128 octets.
    private const int MaxNonceBytes = 128;

    private readonly X509Certificate2 _issuer;
    private readonly byte[] _issuerKey;
    private readonly CertificateRegister _register;
    private readonly AuthorityKey _key;
    private readonly OcspAuthorityOptions _options;
    private readonly ResponderID _responderId;
    private readonly DerSequence? _certificates;

    /// <summary>A responder for one issuer.</summary>
    /// <param name="issuer">The certificate of the authority whose certificates are asked for.</param>
    /// <param name="register">What that authority issued and revoked.</param>
    /// <param name="responder">The responder's certificate, which the issuer issued with the profile <see cref="CertificateProfile.OcspResponder"/>; or the issuer's own.</param>
    /// <param name="key">The key of the responder's certificate.</param>
    /// <param name="options">How requests are answered; the defaults when null.</param>
    /// <exception cref="ArgumentException">The key is not the responder certificate's.</exception>
    public OcspAuthority(
        X509Certificate2 issuer,
        CertificateRegister register,
        X509Certificate2 responder,
        AuthorityKey key,
        OcspAuthorityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(responder);
        ArgumentNullException.ThrowIfNull(key);
        key.EnsureBelongsTo(responder);
        _issuer = issuer;
        _issuerKey = Der.KeyOctets(issuer.PublicKey.ExportSubjectPublicKeyInfo());
        _register = register;
        _key = key;
        _options = options ?? new OcspAuthorityOptions();
        // RFC 6960, 4.2.1: the hash of the responder's key is its SHA-1.
        _responderId = new ResponderID(new DerOctetString(Digests.Hash(HashAlgorithmName.SHA1, Der.KeyOctets(key.SubjectPublicKeyInfo))));
        _certificates = responder.RawDataMemory.Span.SequenceEqual(issuer.RawDataMemory.Span) ? null : new DerSequence(Der.Certificate(responder));
    }

    /// <summary>Answers one request.</summary>
    /// <param name="request">The request as DER, as it came under <c>application/ocsp-request</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// The answer as DER, for <c>application/ocsp-response</c>. Requests that cannot be answered get an error
    /// (RFC 6960, 2.3): <c>malformedRequest</c>; <c>unauthorized</c> where nothing asked for is this issuer's;
    /// <c>internalError</c> where the key or the register fails.
    /// </returns>
    public async ValueTask<byte[]> RespondAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken = default)
    {
        if (OcspQuery.Parse(request, _options.MaxCertificates, MaxNonceBytes) is not { } query)
        {
            return Refuse(OcspResponseStatus.MalformedRequest);
        }
        if (!query.Certificates.Any(Concerns))
        {
            return Refuse(OcspResponseStatus.Unauthorized);
        }
        try
        {
            return await AnswerAsync(query, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            AuthorityLog.OcspFailed(_options.Logger, failure);
            return Refuse(OcspResponseStatus.InternalError);
        }
    }

    private static byte[] Refuse(int status) => new OcspResponse(new OcspResponseStatus(status), null).GetEncoded(Asn1Encodable.Der);

    private async ValueTask<byte[]> AnswerAsync(OcspQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _options.TimeProvider.GetUtcNow();
        var answers = new Asn1EncodableVector(query.Certificates.Count);
        foreach (CertID certificate in query.Certificates)
        {
            CertStatus status = await FindStatusAsync(certificate, now, cancellationToken).ConfigureAwait(false);
            Asn1GeneralizedTime? nextUpdate = _options.Validity is { } validity ? Der.GeneralizedTime(now + validity) : null;
            answers.Add(new SingleResponse(certificate, status, Der.GeneralizedTime(now), nextUpdate, SingleExtensions(now)));
        }
        X509Extensions? extensions = query.Nonce is null ? null : new X509Extensions([OcspObjectIdentifiers.PkixOcspNonce], [query.Nonce]);
        var data = new ResponseData(_responderId, Der.GeneralizedTime(now), new DerSequence(answers), extensions);
        byte[] signature = await _key.SignAsync(data.GetEncoded(Asn1Encodable.Der), _key.Algorithm, cancellationToken).ConfigureAwait(false);
        var basic = new BasicOcspResponse(data, _key.Identifier, new DerBitString(signature), _certificates);
        var bytes = new ResponseBytes(OcspObjectIdentifiers.PkixOcspBasic, new DerOctetString(basic.GetEncoded(Asn1Encodable.Der)));
        return new OcspResponse(new OcspResponseStatus(OcspResponseStatus.Successful), bytes).GetEncoded(Asn1Encodable.Der);
    }

    private async ValueTask<CertStatus> FindStatusAsync(CertID certificate, DateTimeOffset now, CancellationToken cancellationToken)
    {
        CertificateRecord? record = Concerns(certificate)
            ? await _register.FindAsync(Der.SerialNumber(certificate.SerialNumber), cancellationToken).ConfigureAwait(false)
            : null;
        if (record is null)
        {
            return new CertStatus(2, DerNull.Instance);
        }
        if (record.RevocationAt(now) is not { } revocation)
        {
            return new CertStatus();
        }
        CrlReason? reason = revocation.Reason == X509RevocationReason.Unspecified ? null : new CrlReason((int)revocation.Reason);
        return new CertStatus(new RevokedInfo(Der.GeneralizedTime(revocation.RevokedAt), reason));
    }

    private X509Extensions? SingleExtensions(DateTimeOffset now)
    {
        if (_options.ArchiveRetention is not { } retention)
        {
            return null;
        }
        var cutoff = new DerOctetString(Der.GeneralizedTime(now - retention).GetEncoded(Asn1Encodable.Der));
        return new X509Extensions([OcspObjectIdentifiers.PkixOcspArchiveCutoff], [new X509Extension(false, cutoff)]);
    }

    /// <summary>Whether the request names this issuer, by name and key, in whatever hash it chose (RFC 6960, 4.1.1).</summary>
    private bool Concerns(CertID certificate) =>
        AlgorithmIdentifiers.FindDigest(certificate.HashAlgorithm) is { } hash
        && certificate.IssuerNameHash.GetOctets().AsSpan().SequenceEqual(Digests.Hash(hash, _issuer.SubjectName.RawData))
        && certificate.IssuerKeyHash.GetOctets().AsSpan().SequenceEqual(Digests.Hash(hash, _issuerKey));
}
