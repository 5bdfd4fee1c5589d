using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>Which page an object is, as people count. Read once: no signature permits that the pages change.</summary>
internal sealed class PageNumbers
{
    private const string Unknown = "?";

    private Dictionary<int, int>? _numbers;

    internal string Of(PdfView view, int? page)
    {
        _numbers ??= Read(view);
        return page is { } known && _numbers.TryGetValue(known, out int number) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : Unknown;
    }

    private static Dictionary<int, int> Read(PdfView view)
    {
        var numbers = new Dictionary<int, int>();
        foreach (PdfPage page in PdfPages.All(view))
        {
            if (page.Reference is { } place)
            {
                numbers.TryAdd(place.Number, page.Index + 1);
            }
        }
        return numbers;
    }
}
