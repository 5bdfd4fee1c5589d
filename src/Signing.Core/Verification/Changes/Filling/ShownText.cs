using Signing.Core.Pdf.Content.Drawings;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>What people see of a drawing's text.</summary>
/// <param name="frame">The widget.</param>
internal sealed class ShownText(FieldFrame frame)
{
    private const float SmallestSize = 1;
    private const float SmallestContrast = 0.1f;

    /// <summary>The strings that are to be seen, in the order in which they are drawn.</summary>
    internal IReadOnlyList<TextRun> Of(Drawing drawing) => [.. drawing.Runs.Where(run => IsSeen(run, drawing) && !string.IsNullOrWhiteSpace(run.Text ?? "?"))];

    private bool IsSeen(TextRun run, Drawing drawing) =>
        run.IsShown && run.Up.Length() >= SmallestSize && run.Along.Length() >= SmallestSize / 3 && !run.Clip.IsEmpty && StandsOut(run, drawing);

    /// <summary>Whether its colour is not that of what is behind it. What the page has there is not known: the field's own colour is made for it.</summary>
    private bool StandsOut(TextRun run, Drawing drawing)
    {
        if (run.Colour is not { } colour)
        {
            return true;
        }
        PaintedPath? behind = drawing.Paths.LastOrDefault(path => path.IsFilled && path.Order < run.Order && path.Bounds.Contains(run.Start + (run.Up * 0.3f), 1));
        return behind is null
            ? colour == frame.Ink || colour.Distance(frame.Style.Background ?? Rgb.White) >= SmallestContrast
            : behind.Fill is not { } fill || colour.Distance(fill) >= SmallestContrast;
    }
}
