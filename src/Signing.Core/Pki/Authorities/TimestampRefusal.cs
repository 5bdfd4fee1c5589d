using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cmp;
using Org.BouncyCastle.Asn1.Tsp;

namespace Signing.Core.Pki.Authorities;

/// <summary>Why a time-stamp is refused (RFC 3161, 2.4.2).</summary>
/// <param name="FailInfo">One of the bits of <see cref="PkiFailureInfo"/> that the RFC allows.</param>
/// <param name="Text">A sentence for the requester's log.</param>
internal sealed record TimestampRefusal(int FailInfo, string Text)
{
    internal static TimestampRefusal BadAlgorithm(string oid) => new(PkiFailureInfo.BadAlg, $"The hash algorithm {oid} is not accepted.");
    internal static TimestampRefusal BadRequest { get; } = new(PkiFailureInfo.BadRequest, "Only requests of version 1 are answered.");
    internal static TimestampRefusal BadFormat { get; } = new(PkiFailureInfo.BadDataFormat, "The request is not a DER TimeStampReq.");
    internal static TimestampRefusal BadImprint { get; } = new(PkiFailureInfo.BadDataFormat, "The imprint is not as long as its hash algorithm makes it.");
    internal static TimestampRefusal Policy(string oid) => new(PkiFailureInfo.UnacceptedPolicy, $"The policy {oid} is not served.");
    internal static TimestampRefusal Extension { get; } = new(PkiFailureInfo.UnacceptedExtension, "No extension is supported.");
    internal static TimestampRefusal TimeNotAvailable { get; } = new(PkiFailureInfo.TimeNotAvailable, "The clock went back, or stands outside the validity of the authority's certificate.");
    internal static TimestampRefusal SystemFailure { get; } = new(PkiFailureInfo.SystemFailure, "The time-stamp could not be made.");

    internal byte[] Encode() =>
        new TimeStampResp(new PkiStatusInfo((int)PkiStatus.Rejection, new PkiFreeText(new DerUtf8String(Text)), new PkiFailureInfo(FailInfo)), null)
            .GetEncoded(Asn1Encodable.Der);
}
