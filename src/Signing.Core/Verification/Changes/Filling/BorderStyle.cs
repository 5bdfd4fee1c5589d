using Signing.Core.Pdf;
using Signing.Core.Pdf.Content.Drawings;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>The frame that a widget asks for (ISO 32000-2, 12.5.4 and table 192).</summary>
/// <param name="Background">Its colour; null for none.</param>
/// <param name="Border">The border's colour; null for none.</param>
/// <param name="Width">How wide the border is.</param>
/// <param name="Style">The border's style.</param>
internal sealed record BorderStyle(Rgb? Background, Rgb? Border, double Width, string Style)
{
    internal static BorderStyle Read(PdfView view, PdfDictionary widget)
    {
        PdfDictionary? look = view.Get<PdfDictionary>(widget, "MK");
        PdfDictionary? style = view.Get<PdfDictionary>(widget, "BS");
        PdfObject? width = style is not null ? style["W"] : view.Get<PdfArray>(widget, "Border") is { Count: >= 3 } border ? border[2] : null;
        return new BorderStyle(
            Rgb.Of(view, look?["BG"]),
            Rgb.Of(view, look?["BC"]),
            (view.Resolve(width) as PdfNumber)?.ToDouble() ?? 1,
            (view.Resolve(style?["S"]) as PdfName)?.Value ?? "S");
    }

    /// <summary>Whether a widget's characteristics, written anew, ask for the same: but for their colours, entry by entry.</summary>
    internal static bool IsKept(PdfView before, PdfDictionary? was, PdfView after, PdfDictionary? now) =>
        PdfEquality.SameExcept(was ?? [], now ?? [], "BG", "BC", "R")
        && Rgb.Of(before, was?["BG"]) == Rgb.Of(after, now?["BG"]) && Rgb.Of(before, was?["BC"]) == Rgb.Of(after, now?["BC"])
        && Rotation(before, was) == Rotation(after, now);

    internal static long Rotation(PdfView view, PdfDictionary? look) => view.Resolve(look?["R"]) is PdfInteger turned ? turned.Value : 0;
}
