using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes.Ink;

/// <summary>A colour, as far as it matters whether it shows on white paper (ISO 32000-2, 8.6).</summary>
/// <param name="Components">How many components the colour space has; 0 for one that is not known.</param>
/// <param name="IsWhite">Whether it is white.</param>
internal readonly record struct InkColor(int Components, bool IsWhite)
{
    private const double Nearly = 0.998;
    private const int Cmyk = 4;

    internal static InkColor Black { get; } = new(1, false);

    /// <summary>The initial colour of a colour space: black, or nobody knows.</summary>
    internal static InkColor Of(PdfView view, PdfObject space)
    {
        string? family = (space as PdfName ?? (space is PdfArray { Count: > 0 } list ? view.Resolve(list[0]) as PdfName : null))?.Value;
        return new InkColor(
            family switch
            {
                "DeviceGray" or "CalGray" or "G" => 1,
                "DeviceRGB" or "CalRGB" or "RGB" => 3,
                "DeviceCMYK" or "CMYK" => Cmyk,
                "ICCBased" when space is PdfArray { Count: > 1 } profile && view.Resolve(profile[1]) is PdfStream { Dictionary: var dictionary }
                    && dictionary.TryGetInteger("N", out long components) && components is 1 or 3 or Cmyk => (int)components,
                _ => 0,
            },
            IsWhite: false);
    }

    internal InkColor With(IReadOnlyList<PdfObject> operands) => Read(Components, operands);

    internal static InkColor Read(int components, IReadOnlyList<PdfObject> operands) => new(
        components,
        components > 0 && operands.Count == components
            && operands.All(value => value is PdfNumber number && (components == Cmyk ? number.ToDouble() <= 1 - Nearly : number.ToDouble() >= Nearly)));
}
