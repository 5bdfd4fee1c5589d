using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Tsp;
using Org.BouncyCastle.Math;
using Signing.Core.Pki.Authorities;

namespace Signing.CertsDev.Serving;

/// <summary>The time-stamp authority as it answers, rightly or wrongly.</summary>
/// <param name="tsa">The authority's certificate and key.</param>
/// <param name="stranger">Somebody who may not stamp time.</param>
/// <param name="policy">The policy of the tokens.</param>
/// <param name="clock">The clock.</param>
internal sealed class TimestampDesk(DevIdentity tsa, DevIdentity stranger, string policy, TimeProvider clock)
{
    internal static readonly Misbehaviour[] Misbehaviours =
    [
        Misbehaviour.OtherRequest, Misbehaviour.OtherImprint, Misbehaviour.OtherNonce, Misbehaviour.Refusal,
        Misbehaviour.WrongSigner, Misbehaviour.BrokenSignature, Misbehaviour.FromTheFuture,
    ];

    private readonly TimestampAuthority _right = Authority(tsa, policy, clock);
    private readonly TimestampAuthority _stranger = Authority(stranger, policy, clock);
    private readonly TimestampAuthority _future = Authority(tsa, policy, new OffsetTimeProvider(clock, TimeSpan.FromDays(1)));

    internal async ValueTask<byte[]> AnswerAsync(byte[] request, Misbehaviour misbehaviour, CancellationToken cancellationToken)
    {
        switch (misbehaviour)
        {
            case Misbehaviour.OtherRequest:
                return await _right.RespondAsync(Change(request, imprint: true, nonce: true), cancellationToken);
            case Misbehaviour.OtherImprint:
                return await _right.RespondAsync(Change(request, imprint: true, nonce: false), cancellationToken);
            case Misbehaviour.OtherNonce:
                return await _right.RespondAsync(Change(request, imprint: false, nonce: true), cancellationToken);
            case Misbehaviour.Refusal:
                // Not a request at all: what the authority refuses with is its own word.
                return await _right.RespondAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
            case Misbehaviour.WrongSigner:
                return await _stranger.RespondAsync(request, cancellationToken);
            case Misbehaviour.FromTheFuture:
                return await _future.RespondAsync(request, cancellationToken);
            case Misbehaviour.BrokenSignature:
                byte[] response = await _right.RespondAsync(request, cancellationToken);
                // The signature value is the last thing in a response.
                response[^1] ^= 1;
                return response;
            default:
                return await _right.RespondAsync(request, cancellationToken);
        }
    }

    private static TimestampAuthority Authority(DevIdentity identity, string policy, TimeProvider clock) => new(
        identity.Certificate,
        identity.AuthorityKey,
        new TimestampServiceOptions
        {
            Policy = policy,
            // Some programs of the field still ask for SHA-1.
            Digests = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512, HashAlgorithmName.SHA1],
            Chain = identity.Chain,
            TimeProvider = clock,
        });

    private static byte[] Change(byte[] request, bool imprint, bool nonce)
    {
        TimeStampReq asked = TimeStampReq.GetInstance(request);
        byte[] hash = asked.MessageImprint.GetHashedMessage();
        return new TimeStampReq(
            new MessageImprint(asked.MessageImprint.HashAlgorithm, imprint ? RandomNumberGenerator.GetBytes(hash.Length) : hash),
            asked.ReqPolicy,
            nonce ? new DerInteger(new BigInteger(1, RandomNumberGenerator.GetBytes(8))) : asked.Nonce,
            asked.CertReq,
            asked.Extensions).GetEncoded(Asn1Encodable.Der);
    }
}
