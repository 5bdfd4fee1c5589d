using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>Which annotations a page has: most stand elsewhere and are referred to, few stand in the list itself.</summary>
internal sealed class AnnotationList
{
    private readonly BudgetMeter _meter;
    private readonly HashSet<PdfReference> _places;
    private readonly PdfObject[] _direct;

    internal AnnotationList(PdfArray items, BudgetMeter meter)
    {
        _meter = meter;
        _places = [.. items.OfType<PdfReference>()];
        _direct = [.. items.Where(static item => item is not PdfReference)];
    }

    internal bool Has(PdfObject item)
    {
        if (item is PdfReference place)
        {
            return _places.Contains(place);
        }
        _meter.Tick(_direct.Length);
        return Array.Exists(_direct, other => PdfEquality.Same(other, item));
    }
}
