using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>Times in CMS: UTCTime or GeneralizedTime, always with <c>Z</c>. Without it BER means the reader's own zone.</summary>
internal static class Times
{
    internal static DateTimeOffset Read(AsnReader reader) =>
        reader.NextIs(UniversalTagNumber.UtcTime) ? InUtc(reader).ReadUtcTime() : ReadGeneralized(reader);

    internal static DateTimeOffset ReadGeneralized(AsnReader reader) => InUtc(reader).ReadGeneralizedTime();

    private static AsnReader InUtc(AsnReader reader) =>
        reader.PeekContentBytes().Span is [.., (byte)'Z']
            ? reader
            : throw new CmsException(CmsProblem.Malformed, "A time is not in UTC.");
}
