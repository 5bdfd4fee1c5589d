using Signing.Core.Pdf.Content.Drawings;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>Whether the appearance of a text field or a choice shows its value (ISO 32000-2, 12.7.4.3): this text, in a frame, and nothing else.</summary>
/// <param name="frame">The widget.</param>
/// <param name="expected">What it has to show.</param>
internal sealed class TextAppearance(FieldFrame frame, ExpectedText expected)
{
    private readonly ShownText _shown = new(frame);

    /// <param name="drawing">What the appearance paints.</param>
    /// <param name="old">What the one before painted; null for none.</param>
    internal Likeness Judge(Drawing drawing, Drawing? old)
    {
        if (drawing.HasImages)
        {
            return old is { HasImages: true } ? Likeness.Unknown("its appearance has images") : Likeness.Different("its appearance has images");
        }
        if (drawing.Doubt is { } doubt)
        {
            return Likeness.Unknown($"its appearance has {doubt}");
        }
        IReadOnlyList<TextRun> runs = _shown.Of(drawing);
        var paths = new FramePaths(frame);
        Likeness drawn = paths.Judge(drawing, old);
        if (Text(runs) is not { } text)
        {
            return Likeness.Unknown("its appearance has text that cannot be read").And(drawn);
        }
        Likeness said = expected.Options is { } options ? JudgeList(options, text, runs, paths) : expected.Compare(text);
        return said.And(drawn).And(new TextOrder(frame).Judge(runs, expected.Texts.Max(static value => value.Count(static c => c is '\n' or '\r' or '\u2028' or '\u2029'))));
    }

    private static string? Text(IReadOnlyList<TextRun> runs) => runs.Any(static run => run.Text is null) ? null : string.Concat(runs.Select(static run => run.Text));

    /// <summary>A list shows what it offers, from some option to another, and marks what is chosen; or the choice alone.</summary>
    private Likeness JudgeList(IReadOnlyList<string> options, string text, IReadOnlyList<TextRun> runs, FramePaths paths)
    {
        if (paths.Highlights.Count == 0 && expected.Compare(text).IsSame == true)
        {
            return Likeness.Same;
        }
        string[] folded = [.. options.Select(FoldedText.Fold)];
        if (FindWindow(folded, FoldedText.Fold(text)) is not (var from, var to))
        {
            return Likeness.Different("its appearance shows something else than its options");
        }
        HashSet<string> chosen = [.. expected.Chosen.Select(FoldedText.Fold)];
        IEnumerable<string> marked = paths.Highlights.Select(band => FoldedText.Fold(string.Concat(
            runs.Where(run => band.Contains(run.Start + (run.Up * 0.25f))).Select(static run => run.Text))));
        return chosen.Intersect(folded[from..to]).ToHashSet().SetEquals(marked)
            ? Likeness.Same
            : Likeness.Different("its appearance marks other options than are chosen");
    }

    private static (int From, int To)? FindWindow(string[] options, string text)
    {
        for (int from = 0; from < options.Length; from++)
        {
            int at = 0;
            for (int to = from; to < options.Length && string.CompareOrdinal(text, at, options[to], 0, options[to].Length) == 0; to++)
            {
                at += options[to].Length;
                if (at == text.Length)
                {
                    return (from, to + 1);
                }
            }
        }
        return null;
    }
}
