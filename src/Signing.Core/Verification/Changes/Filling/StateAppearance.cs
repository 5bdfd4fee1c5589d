using System.Numerics;
using Signing.Core.Pdf.Content.Drawings;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>
/// Whether the appearance of a button's state looks like that state (ISO 32000-2, 12.7.5.2): off is a border and a background, on has a
/// mark in it.
/// </summary>
/// <param name="box">The appearance's own space.</param>
/// <param name="style">What the widget asks for.</param>
internal sealed class StateAppearance(Box box, BorderStyle style)
{
    /// <summary>How near to the middle, of the way to the edge, a border may come.</summary>
    private const float NearestBorder = 0.5f;
    private const float SameColour = 0.02f;
    private const float SmallestContrast = 0.1f;
    private const float LargestBox = 72;
    private const int MostGlyphs = 2;
    private const int MostPoints = 400;

    /// <param name="drawing">What it paints.</param>
    /// <param name="isOn">Whether it is that of a state which is on.</param>
    /// <param name="old">What the same state painted before; null for none.</param>
    internal Likeness Judge(Drawing drawing, bool isOn, Drawing? old)
    {
        if (drawing.HasImages)
        {
            return Likeness.Different("a state of it has images");
        }
        if (drawing.Doubt is { } doubt)
        {
            return Likeness.Unknown($"a state of it has {doubt}");
        }
        TextRun[] runs = [.. drawing.Runs.Where(static run => run.IsShown && !string.IsNullOrWhiteSpace(run.Text ?? "?"))];
        PaintedPath[] marks = [.. drawing.Paths.Where(path => !IsFrame(path, isOn ? null : old))];
        return isOn ? JudgeOn(drawing, runs, marks)
            : runs.Length == 0 && marks.Length == 0 ? Likeness.Same
            : Likeness.Different("its appearance looks as if it were on");
    }

    private Likeness JudgeOn(Drawing drawing, TextRun[] runs, PaintedPath[] marks)
    {
        if (runs.Sum(static run => run.Glyphs) > MostGlyphs || drawing.Paths.Sum(static path => path.Lines.Sum(static line => line.Count)) > MostPoints
            || box.Width > LargestBox || box.Height > LargestBox)
        {
            return Likeness.Unknown("a state of it shows more than a mark");
        }
        Rgb behind = drawing.Paths.FirstOrDefault(path => path.IsFilled && IsFrame(path, null))?.Fill ?? style.Background ?? Rgb.White;
        bool isMarked = runs.Any(run => StandsOut(run.Colour) && box.Intersect(run.Clip).Contains(run.Start + (run.Up * 0.3f), run.Up.Length() / 2))
            || marks.Any(mark => StandsOut(mark.IsFilled ? mark.Fill : mark.Stroke) && !box.Intersect(mark.Clip).Intersect(Widen(mark.Bounds)).IsEmpty);
        return isMarked ? Likeness.Same : Likeness.Different("its appearance looks as if it were off");

        bool StandsOut(Rgb? colour) => colour is not { } known || known.Distance(behind) >= SmallestContrast;
    }

    /// <summary>A background, or a border that leaves the middle free: also those that stood there before.</summary>
    private bool IsFrame(PaintedPath path, Drawing? old)
    {
        if (old is not null && old.Paths.Any(path.IsLike))
        {
            return true;
        }
        bool isFree = path.LineWidth <= MathF.Min(box.Width, box.Height) / 4 && FramePaths.Segments(path).All(line => Distance(line.From, line.To) >= NearestBorder);
        bool isBackground = path.Fill is { } fill && (style.Background?.Distance(fill) < SameColour || (style.Background is null && fill.Distance(Rgb.White) < SameColour));
        return isFree && (!path.IsFilled || isBackground || !FramePaths.Contains(path, Centre));
    }

    private Vector2 Centre => new((box.Left + box.Right) / 2, (box.Bottom + box.Top) / 2);

    /// <summary>How near a line comes to the middle, where the edges are 1 away.</summary>
    private float Distance(Vector2 from, Vector2 to)
    {
        var half = new Vector2(MathF.Max(box.Width, 0.01f) / 2, MathF.Max(box.Height, 0.01f) / 2);
        Vector2 a = (from - Centre) / half;
        Vector2 way = ((to - Centre) / half) - a;
        float at = way.LengthSquared() > 0 ? Math.Clamp(-Vector2.Dot(a, way) / way.LengthSquared(), 0, 1) : 0;
        return (a + (at * way)).Length();
    }

    private static Box Widen(Box bounds) => new(bounds.Left - 0.5f, bounds.Bottom - 0.5f, bounds.Right + 0.5f, bounds.Top + 0.5f);
}
