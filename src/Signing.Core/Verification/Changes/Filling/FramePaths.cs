using System.Numerics;
using Signing.Core.Pdf.Content.Drawings;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>
/// The lines and areas of a text field's appearance: its background, its border, the cells of a comb, the lines that are chosen in a list.
/// Letters can be drawn with lines too, and areas can cover them: anything else is not a frame.
/// </summary>
/// <param name="frame">The widget.</param>
internal sealed class FramePaths(FieldFrame frame)
{
    private const float SameColour = 0.02f;
    private const float Straight = 0.1f;
    private const int MostCells = 200;

    /// <summary>The lines of a list that are shown as chosen.</summary>
    internal List<Box> Highlights { get; } = [];

    /// <param name="drawing">The appearance.</param>
    /// <param name="old">The appearance before, whose paths may stand here again; null for none.</param>
    internal Likeness Judge(Drawing drawing, Drawing? old)
    {
        int firstText = drawing.Runs.Count == 0 ? int.MaxValue : drawing.Runs[0].Order;
        foreach (PaintedPath path in drawing.Paths)
        {
            bool covers = path.IsFilled && path.Order > firstText;
            if (frame.IsListBox && !covers && IsHighlight(path))
            {
                Highlights.Add(path.Bounds);
                continue;
            }
            bool isKept = !covers && old is not null && old.Paths.Any(path.IsLike);
            if (isKept || (!path.IsFilled && IsComb(path)))
            {
                continue;
            }
            if (!IsOnEdges(path))
            {
                return covers ? Likeness.Different("its appearance covers its own text") : Likeness.Unknown("its appearance draws more than a frame");
            }
            if (path.IsFilled && Contains(path, Centre) && !IsBackground(path, covers))
            {
                return Likeness.Different("its appearance has a background that the field does not have");
            }
        }
        return Likeness.Same;
    }

    private Vector2 Centre => new((frame.Box.Left + frame.Box.Right) / 2, (frame.Box.Bottom + frame.Box.Top) / 2);

    private bool IsBackground(PaintedPath path, bool covers) => !covers && path.Fill is { } fill && frame.Style.Background?.Distance(fill) < SameColour;

    /// <summary>Whether each line runs along one edge.</summary>
    private bool IsOnEdges(PaintedPath path) => path.LineWidth <= frame.Margin * 2 && Segments(path).All(line =>
        (IsLeft(line.From) && IsLeft(line.To)) || (IsRight(line.From) && IsRight(line.To))
        || (IsLow(line.From) && IsLow(line.To)) || (IsHigh(line.From) && IsHigh(line.To)));

    private bool IsLeft(Vector2 point) => point.X <= frame.Box.Left + frame.Margin;

    private bool IsRight(Vector2 point) => point.X >= frame.Box.Right - frame.Margin;

    private bool IsLow(Vector2 point) => point.Y <= frame.Box.Bottom + frame.Margin;

    private bool IsHigh(Vector2 point) => point.Y >= frame.Box.Top - frame.Margin;

    /// <summary>Lines from top to bottom between the cells.</summary>
    private bool IsComb(PaintedPath path)
    {
        if (frame.Cells is < 2 or > MostCells || path.LineWidth > frame.Margin)
        {
            return false;
        }
        float cell = frame.Box.Width / frame.Cells;
        return Segments(path).All(line => MathF.Abs(line.From.X - line.To.X) < Straight && (IsLow(line.From) || IsHigh(line.From)) && (IsLow(line.To) || IsHigh(line.To))
            && MathF.Abs(MathF.IEEERemainder(line.From.X - frame.Box.Left, cell)) <= MathF.Min(frame.Margin, cell / 4));
    }

    /// <summary>A band from side to side.</summary>
    private bool IsHighlight(PaintedPath path) => path.Bounds is var band && IsLeft(new Vector2(band.Left, 0)) && IsRight(new Vector2(band.Right, 0))
        && path.Lines is [{ Count: 4 or 5 } line] && line.All(point => IsOn(point, band)) && !(IsLow(new Vector2(0, band.Bottom)) && IsHigh(new Vector2(0, band.Top)));

    private static bool IsOn(Vector2 point, Box band) =>
        (MathF.Abs(point.X - band.Left) < Straight || MathF.Abs(point.X - band.Right) < Straight)
        && (MathF.Abs(point.Y - band.Bottom) < Straight || MathF.Abs(point.Y - band.Top) < Straight);

    internal static IEnumerable<(Vector2 From, Vector2 To)> Segments(PaintedPath path) =>
        path.Lines.SelectMany(static line => line.Count == 1 ? [(line[0], line[0])] : line.Zip(line.Skip(1), static (from, to) => (from, to)));

    /// <summary>Whether a point lies in an area, whichever rule fills it.</summary>
    internal static bool Contains(PaintedPath path, Vector2 point) => path.Lines.Any(line =>
    {
        bool isInside = false;
        for (int i = 0; i < line.Count; i++)
        {
            Vector2 a = line[i];
            Vector2 b = line[(i + 1) % line.Count];
            if (a.Y > point.Y != b.Y > point.Y && point.X < ((b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y)) + a.X)
            {
                isInside = !isInside;
            }
        }
        return isInside;
    });
}
