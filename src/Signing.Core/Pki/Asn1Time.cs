using System.Formats.Asn1;
using System.Globalization;

namespace Signing.Core.Pki;

/// <summary>The Time of certificates and CRLs: UTCTime up to 2049, GeneralizedTime beyond (RFC 5280, 4.1.2.5).</summary>
internal static class Asn1Time
{
    internal static DateTimeOffset Read(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
            // Two digits from 50 mean 19xx (RFC 5280, 4.1.2.5.1).
            ? reader.ReadUtcTime(twoDigitYearMax: 2049)
            : reader.ReadGeneralizedTime();

    /// <summary>A time as details of failures have it: RFC 3339 in UTC, whole seconds.</summary>
    internal static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static bool IsNext(AsnReader reader) =>
        reader.HasData && (reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) || reader.PeekTag().HasSameClassAndValue(Asn1Tag.GeneralizedTime));
}
