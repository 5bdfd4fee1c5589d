using System.Globalization;
using Signing.Core.Pdf;

namespace Signing.Core.Creation.Augmentation;

/// <summary>
/// The entry of the extensions dictionary (ISO 32000-2, 7.12) that announces DSS dictionaries and document time-stamps in a
/// document of PDF 1.7 or before (EN 319 142-1, 5.4); PDF 2.0 has them itself.
/// </summary>
internal static class DeveloperExtensions
{
    private const string Prefix = "ESIC";
    private const double VersionWithThem = 2.0;

    /// <summary>The extensions dictionary as it has to be.</summary>
    /// <param name="document">The document.</param>
    /// <returns>A new value for the catalog's <c>/Extensions</c>; null where it may stay as it is.</returns>
    internal static PdfDictionary? Missing(PdfDocument document)
    {
        PdfView view = document.Current;
        bool isBuiltIn = double.TryParse(document.Version, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double version) && version >= VersionWithThem;
        PdfDictionary? present = view.Get<PdfDictionary>(view.Catalog, "Extensions");
        if (isBuiltIn || (present is not null && view.Resolve(present[Prefix]) is PdfDictionary or PdfArray))
        {
            return null;
        }
        PdfDictionary extensions = present?.Clone() ?? [];
        extensions[Prefix] = new PdfDictionary { { "BaseVersion", new PdfName("1.7") }, { "ExtensionLevel", PdfInteger.Of(1) } };
        return extensions;
    }
}
