namespace Signing.Core.Pdf.Content.Drawings;

/// <summary>Sets colours (ISO 32000-2, 8.6.8).</summary>
internal static class ColourOperators
{
    /// <param name="view">The revision.</param>
    /// <param name="operation">The operator.</param>
    /// <param name="numbers">The numbers among its operands.</param>
    /// <param name="find">Finds colour spaces by their names.</param>
    /// <param name="state">Takes the colour.</param>
    /// <returns>Whether it is an operator of colours.</returns>
    internal static bool TryApply(PdfView view, ContentOperation operation, float[] numbers, Func<string, PdfObject?> find, GraphicsState state)
    {
        switch (operation.Operator, operation.Operands.Count)
        {
            case ("g", 1) or ("rg", 3) or ("k", 4) when numbers.Length == operation.Operands.Count:
                state.Fill = Rgb.Of(numbers);
                state.FillsPlainly = true;
                return true;
            case ("G", 1) or ("RG", 3) or ("K", 4) when numbers.Length == operation.Operands.Count:
                state.Stroke = Rgb.Of(numbers);
                state.StrokesPlainly = true;
                return true;
            case ("cs", 1):
                state.FillsPlainly = IsPlain(view, operation.Operands[0], find);
                state.Fill = state.FillsPlainly ? Rgb.Black : null;
                return true;
            case ("CS", 1):
                state.StrokesPlainly = IsPlain(view, operation.Operands[0], find);
                state.Stroke = state.StrokesPlainly ? Rgb.Black : null;
                return true;
            case ("sc" or "scn", _):
                state.Fill = state.FillsPlainly && numbers.Length == operation.Operands.Count ? Rgb.Of(numbers) : null;
                return true;
            case ("SC" or "SCN", _):
                state.Stroke = state.StrokesPlainly && numbers.Length == operation.Operands.Count ? Rgb.Of(numbers) : null;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the numbers of a space are those of gray, RGB or CMYK, or nearly.</summary>
    private static bool IsPlain(PdfView view, PdfObject space, Func<string, PdfObject?> find)
    {
        PdfObject found = space is PdfName { Value: not ("DeviceGray" or "DeviceRGB" or "DeviceCMYK") and var name } ? view.Resolve(find(name)) : space;
        return (found is PdfArray { Count: > 0 } family ? view.Resolve(family[0]) : found)
            is PdfName { Value: "DeviceGray" or "DeviceRGB" or "DeviceCMYK" or "CalGray" or "CalRGB" or "ICCBased" };
    }
}
