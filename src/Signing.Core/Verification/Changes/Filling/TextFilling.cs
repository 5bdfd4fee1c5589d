using Signing.Core.Pdf;
using Signing.Core.Pdf.Content.Drawings;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>What may change in text fields and choices: the value, and every appearance of it so that it shows this value.</summary>
/// <param name="comparison">The two revisions.</param>
/// <param name="old">The form before.</param>
/// <param name="now">The form.</param>
internal sealed class TextFilling(RevisionComparison comparison, PdfForm old, PdfForm now)
{
    private const int PairsPerStep = 64;
    private const long Comb = 1 << 24;
    private const long RichTextFlag = 1 << 25;

    private readonly DrawingReader _before = new(comparison.Before, Resources(comparison.Before, old));
    private readonly DrawingReader _after = new(comparison.After, Resources(comparison.After, now));

    /// <summary>Judges a field that changed.</summary>
    internal Likeness Judge(PdfField was, PdfField field)
    {
        if (ExpectedText.Of(comparison.After, field) is not { } expected || !AreIndices(field))
        {
            return Likeness.Different("its value is of another kind");
        }
        bool isKept = PdfEquality.Same(was.Value, field.Value);
        Likeness likeness = JudgeRichText(field, expected, isKept && PdfEquality.Same(was.Dictionary["RV"], field.Dictionary["RV"]) && !comparison.IsChanged(field.Dictionary["RV"]));
        for (int i = 0; i < field.Widgets.Count; i++)
        {
            var past = new WidgetAppearance(comparison.Before, was.Widgets[i]);
            var present = new WidgetAppearance(comparison.After, field.Widgets[i]);
            bool isDrawnAnew = !PdfEquality.Same(past["N"], present["N"]) || comparison.IsChanged(present["N"]) || past.Normal != present.Normal;
            if (!isKept || isDrawnAnew)
            {
                likeness = likeness.And(JudgeWidget(was, field, i, expected, past, present, isKept));
            }
            if (present.Keys.Except(["N"]).Any(key => !PdfEquality.Same(past[key], present[key]) || comparison.IsChanged(present[key])))
            {
                likeness = likeness.And(Likeness.Different("it shows something else while it is used"));
            }
        }
        return likeness;
    }

    /// <summary>Judges a field that did not change, whose value is to be shown from now on, or no longer, without its appearance.</summary>
    internal Likeness JudgeUntouched(PdfField field)
    {
        if (ExpectedText.Of(comparison.After, field) is not { } expected)
        {
            return Likeness.Unknown("its value is of another kind");
        }
        Likeness likeness = Likeness.Same;
        foreach (PdfWidget widget in field.Widgets)
        {
            var present = new WidgetAppearance(comparison.After, widget);
            likeness = likeness.And(present.Normal is { } normal
                ? Judge(widget, Frame(field, widget, normal, expected) with { Ink = FindInk(field, widget) }, expected, normal, _after.Read(normal), null)
                : expected.Texts[0].Length == 0 ? Likeness.Same : Likeness.Unknown("it has a value and no appearance"));
        }
        return likeness;
    }

    /// <param name="was">The field before.</param>
    /// <param name="field">The field.</param>
    /// <param name="index">Which widget of it.</param>
    /// <param name="expected">What it has to show.</param>
    /// <param name="past">The widget's appearances before.</param>
    /// <param name="present">Its appearances.</param>
    /// <param name="isKept">Whether the value is what it was.</param>
    private Likeness JudgeWidget(PdfField was, PdfField field, int index, ExpectedText expected, WidgetAppearance past, WidgetAppearance present, bool isKept)
    {
        if (!present.HasNormal)
        {
            // Viewers make it from the value (12.7.4.3).
            return NeedsAppearances || expected.Texts[0].Length == 0 ? Likeness.Same : Likeness.Different("it has a value and no appearance");
        }
        if (present.Normal is not { } normal)
        {
            return Likeness.Different("its appearance is none");
        }
        Drawing? before = past.Normal is { } earlier ? _before.Read(earlier) : null;
        Drawing drawing = _after.Read(normal);
        if (isKept && HasNewProgram(drawing))
        {
            return Likeness.Unknown("its text is shown anew in a font that was added");
        }
        FieldFrame frame = Frame(field, field.Widgets[index], normal, expected) with { Ink = FindInk(was, was.Widgets[index]) };
        Likeness likeness = Judge(field.Widgets[index], frame, expected, normal, drawing, before);
        if (likeness.IsSame != true && isKept && before is not null && ShownBefore(frame, before) is { } shown)
        {
            // What it showed of this value before, it may show again.
            Likeness again = Judge(field.Widgets[index], frame with { IsListBox = false }, new ExpectedText { Texts = [shown] }, normal, drawing, before);
            return again.IsSame == true ? again : likeness;
        }
        return likeness;
    }

    private Likeness Judge(PdfWidget widget, FieldFrame frame, ExpectedText expected, PdfStream appearance, Drawing drawing, Drawing? before)
    {
        comparison.After.Document.Meter.Tick((drawing.Runs.Count + (before?.Paths.Count ?? 0)) * (drawing.Paths.Count + 1) / PairsPerStep);
        return new TextAppearance(frame, expected).Judge(drawing, before)
            .And(AppearancePlacement.Judge(comparison.After, widget.Dictionary, frame.Box, _after.Matrix(appearance.Dictionary), drawing.Runs));
    }

    private FieldFrame Frame(PdfField field, PdfWidget widget, PdfStream appearance, ExpectedText expected)
    {
        PdfView view = comparison.After;
        return new FieldFrame
        {
            Box = Box.Read(view, appearance.Dictionary["BBox"]) ?? new Box(0, 0, 0, 0),
            Style = BorderStyle.Read(view, widget.Dictionary),
            Cells = (field.Flags & Comb) != 0 && field.Inherited("MaxLen") is PdfInteger cells ? cells.Value : 0,
            IsListBox = expected.Options is not null,
            IsCentred = (view.Resolve(widget.Dictionary["Q"]) as PdfInteger ?? field.Inherited("Q") as PdfInteger ?? now.Dictionary?["Q"] as PdfInteger)?.Value is 1 or 2,
        };
    }

    /// <summary>The colour that the default appearance chose before.</summary>
    private Rgb? FindInk(PdfField was, PdfWidget widget)
    {
        PdfObject appearance = comparison.Before.Resolve(widget.Dictionary["DA"] ?? was.Inherited("DA") ?? old.Dictionary?["DA"]);
        return appearance is PdfString text && _before.Read([.. text.Value, .. " (x) Tj"u8]).Runs is [var run, ..] ? run.Colour : null;
    }

    /// <summary>The text of the appearance before; null where it cannot be read, or not all of it was seen.</summary>
    private static string? ShownBefore(FieldFrame frame, Drawing drawing)
    {
        IReadOnlyList<TextRun> seen = new ShownText(frame).Of(drawing);
        bool isWhole = drawing is { HasImages: false, Doubt: null } && seen.All(static run => run.Text is not null)
            && drawing.Runs.All(run => seen.Contains(run) || string.IsNullOrWhiteSpace(run.Text ?? "?"));
        return isWhole ? string.Concat(seen.Select(static run => run.Text)) : null;
    }

    private bool NeedsAppearances => now.Dictionary?["NeedAppearances"] is PdfBoolean { Value: true };

    /// <summary>Whether text is in a font whose program came with this revision: what its glyphs look like, nobody has signed.</summary>
    private bool HasNewProgram(Drawing drawing) => drawing.Runs.Any(run => run.Font?.Program is { } program && comparison.IsAdded(program));

    /// <summary>A list's indices (table 234) say the same as its values.</summary>
    private bool AreIndices(PdfField field)
    {
        if (field.Type != "Ch" || !comparison.IsChanged(field.Reference) || comparison.After.Get<PdfArray>(field.Dictionary, "I") is not { } indices
            || PdfEquality.Same((comparison.Before.Resolve(field.Reference) as PdfDictionary)?["I"], field.Dictionary["I"]))
        {
            return true;
        }
        IReadOnlyList<(string Export, string Shown)> options = FieldText.Options(comparison.After, field);
        IEnumerable<string?> named = indices.Select(item => comparison.After.Resolve(item) is PdfInteger { Value: >= 0 } index && index.Value < options.Count ? options[(int)index.Value].Export : null);
        return FieldText.OfChoice(comparison.After, field.Value) is { } values && named.ToHashSet().SetEquals(values);
    }

    private Likeness JudgeRichText(PdfField field, ExpectedText expected, bool isKept)
    {
        bool isRich = (field.Flags & RichTextFlag) != 0 || field.Dictionary["RV"] is not null;
        return isKept || !isRich || field.Type != "Tx" || comparison.After.Resolve(field.Dictionary["RV"]) is PdfNull ? Likeness.Same
            : FieldText.Of(comparison.After, field.Dictionary["RV"]) is { } markup ? FoldedText.Compare(expected.Texts[0], RichText.ToPlain(markup))
            : Likeness.Different("its rich text is of another kind");
    }

    private static PdfDictionary? Resources(PdfView view, PdfForm form) => form.Dictionary is { } dictionary ? view.Get<PdfDictionary>(dictionary, "DR") : null;
}
