using System.Globalization;
using Signing.Core.Pdf;

namespace Signing.Core.Creation;

/// <summary>The signature dictionary of a PAdES signature (ISO 32000-2, 12.8.1; EN 319 142-1, 6.3).</summary>
internal static class SignatureDictionary
{
    internal const string Filter = "Adobe.PPKLite";
    internal const string SubFilter = "ETSI.CAdES.detached";
    internal const string TimestampSubFilter = "ETSI.RFC3161";

    internal static PdfDictionary Build(SignatureOptions options, DateTimeOffset signingTime, PdfArray references, int contentsSize)
    {
        var signature = new PdfDictionary
        {
            { "Type", new PdfName("Sig") },
            { "Filter", new PdfName(Filter) },
            { "SubFilter", new PdfName(SubFilter) },
            // The order matters to nobody but readers that look for ByteRange before Contents.
            { "ByteRange", new PdfByteRangeSlot() },
            { "Contents", new PdfContentsHole(contentsSize) },
            { "M", PdfString.FromAscii(Date(signingTime)) },
        };
        AddText(signature, "Reason", options.Reason);
        AddText(signature, "Location", options.Location);
        AddText(signature, "ContactInfo", options.ContactInfo);
        if (references.Count > 0)
        {
            signature.Add("Reference", references);
        }
        return signature;
    }

    /// <summary>A document time-stamp dictionary (ISO 32000-2, 12.8.5): its token says who and when.</summary>
    internal static PdfDictionary BuildTimestamp(int contentsSize) => new()
    {
        { "Type", new PdfName("DocTimeStamp") },
        { "Filter", new PdfName(Filter) },
        { "SubFilter", new PdfName(TimestampSubFilter) },
        { "ByteRange", new PdfByteRangeSlot() },
        { "Contents", new PdfContentsHole(contentsSize) },
    };

    /// <summary>A date (ISO 32000-2, 7.9.4) in UTC.</summary>
    private static string Date(DateTimeOffset time) =>
        time.UtcDateTime.ToString("'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);

    private static void AddText(PdfDictionary dictionary, string key, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            dictionary.Add(key, PdfString.FromText(text));
        }
    }
}
