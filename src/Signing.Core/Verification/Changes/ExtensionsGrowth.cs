using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>Whether an extensions dictionary (ISO 32000-2, 7.12) announces more than before, and nothing else.</summary>
internal static class ExtensionsGrowth
{
    /// <param name="old">The dictionary before; null for none.</param>
    /// <param name="grown">The dictionary now.</param>
    internal static bool IsPlain(PdfDictionary? old, PdfDictionary grown)
    {
        foreach ((string key, _) in old ?? [])
        {
            if (grown[key] is null)
            {
                return false;
            }
        }
        foreach ((string key, PdfObject value) in grown)
        {
            bool isKnown = key == "Type" ? value is PdfName { Value: "Extensions" } : PdfEquality.Same(old?[key], value) || IsAnnouncement(value);
            if (!isKnown)
            {
                return false;
            }
        }
        return grown.Defects == PdfDictionaryDefects.None;
    }

    /// <summary>What one developer says: tables 49 and 50. From PDF 2.0 on there may be several in an array.</summary>
    private static bool IsAnnouncement(PdfObject value) => value switch
    {
        PdfArray several => several.All(static one => one is PdfDictionary && IsAnnouncement(one)),
        PdfDictionary one => one.Defects == PdfDictionaryDefects.None && one.All(static entry => entry switch
        {
            { Key: "Type" or "BaseVersion", Value: PdfName } => true,
            { Key: "ExtensionLevel", Value: PdfInteger } => true,
            { Key: "URL" or "ExtensionRevision", Value: PdfString } => true,
            _ => false,
        }),
        _ => false,
    };
}
