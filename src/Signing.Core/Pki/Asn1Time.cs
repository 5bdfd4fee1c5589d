using System.Formats.Asn1;

namespace Signing.Core.Pki;

/// <summary>The Time of certificates and CRLs: UTCTime up to 2049, GeneralizedTime beyond (RFC 5280, 4.1.2.5).</summary>
internal static class Asn1Time
{
    internal static DateTimeOffset Read(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
            // Two digits from 50 mean 19xx (RFC 5280, 4.1.2.5.1).
            ? reader.ReadUtcTime(twoDigitYearMax: 2049)
            : reader.ReadGeneralizedTime();

    internal static bool IsNext(AsnReader reader) =>
        reader.HasData && (reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) || reader.PeekTag().HasSameClassAndValue(Asn1Tag.GeneralizedTime));
}
