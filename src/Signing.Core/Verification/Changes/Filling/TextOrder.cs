using System.Numerics;
using Signing.Core.Pdf.Content.Drawings;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>
/// Whether strings stand on the page in the order in which they are drawn: line by line from the top, each from left to right, without a gap
/// that would push part of them out of sight.
/// </summary>
/// <param name="frame">The widget.</param>
internal sealed class TextOrder(FieldFrame frame)
{
    // Widths are not always told: glyphs are at least this wide, and at most this much wider than taken for.
    private const float Narrowest = 0.12f;
    private const float Wider = 0.5f;
    private const float WidestGap = 3;
    private const float HighestGap = 3;
    private const float SameLine = 0.6f;
    private const float Parallel = 0.99f;

    /// <param name="runs">What is shown.</param>
    /// <param name="blankLines">How many ends of lines the value has.</param>
    internal Likeness Judge(IReadOnlyList<TextRun> runs, int blankLines)
    {
        if (runs.Count == 0)
        {
            return Likeness.Same;
        }
        var along = Vector2.Normalize(runs[0].Along);
        var up = new Vector2(-along.Y, along.X);
        (float left, float right) = Extent(along);
        for (int i = 0; i < runs.Count; i++)
        {
            TextRun run = runs[i];
            if (!(Vector2.Dot(Vector2.Normalize(run.Along), along) > Parallel) || !(Vector2.Dot(run.Up, up) > 0))
            {
                return Likeness.Unknown("its appearance turns its text");
            }
            bool isLineStart = true;
            float size = run.Up.Length();
            float start = Vector2.Dot(run.Start, along);
            if (i > 0)
            {
                TextRun last = runs[i - 1];
                float drop = Vector2.Dot(last.Start, up) - Vector2.Dot(run.Start, up);
                isLineStart = MathF.Abs(drop) > SameLine * size;
                bool isInOrder = isLineStart
                    ? drop > 0 && drop <= (blankLines + 2) * HighestGap * MathF.Max(size, last.Up.Length())
                    : start >= Vector2.Dot(last.Start, along) + (Narrowest * last.Glyphs * size)
                        && start - Vector2.Dot(last.End, along) <= (WidestGap * size) + (Wider * size * last.Glyphs) + (frame.Cells > 0 ? 2 * frame.Box.Width / frame.Cells : 0);
                if (!isInOrder)
                {
                    return Likeness.Unknown("its appearance shows its text out of order");
                }
            }
            if (isLineStart && (start > right || (start < left - size && !frame.IsCentred)))
            {
                return Likeness.Unknown("its appearance begins its text out of sight");
            }
        }
        TextRun first = runs[0];
        Vector2 middle = first.Start + (first.Up * 0.3f);
        return first.Clip.Contains(middle, first.Up.Length() * 0.3f) || (frame.IsCentred && first.Clip.Contains(new Vector2(frame.Box.Left, middle.Y), first.Up.Length()))
            ? Likeness.Same
            : Likeness.Unknown("its appearance begins its text out of sight");
    }

    private (float Left, float Right) Extent(Vector2 along)
    {
        float[] places = [.. frame.Box.Corners().Select(corner => Vector2.Dot(corner, along))];
        return (places.Min(), places.Max());
    }
}
