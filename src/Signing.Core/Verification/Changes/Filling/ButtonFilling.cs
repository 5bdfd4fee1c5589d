using Signing.Core.Pdf;
using Signing.Core.Pdf.Content.Drawings;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>What may change in check boxes and radio buttons: which state they are in (ISO 32000-2, 12.7.5.2). Push buttons stay.</summary>
/// <param name="comparison">The two revisions.</param>
/// <param name="now">The form.</param>
internal sealed class ButtonFilling(RevisionComparison comparison, PdfForm now)
{
    private const string Off = "Off";
    private const long Radio = 1 << 15;
    private const long PushButton = 1 << 16;
    private const long InUnison = 1 << 25;

    private readonly DrawingReader _before = new(comparison.Before, null);
    private readonly DrawingReader _after = new(comparison.After, null);

    /// <summary>Judges a field that changed.</summary>
    internal Likeness Judge(PdfField was, PdfField field)
    {
        if ((field.Flags & PushButton) != 0)
        {
            return Likeness.Different("a push button has no value");
        }
        if (field.Value is not (null or PdfNull or PdfName))
        {
            return Likeness.Different("its value is of another kind");
        }
        Likeness likeness = JudgeStates(field);
        for (int i = 0; i < field.Widgets.Count; i++)
        {
            likeness = likeness.And(JudgeAppearances(was.Widgets[i], field.Widgets[i]));
        }
        return likeness;
    }

    /// <summary>Whether the widgets are in the state that is the value.</summary>
    private Likeness JudgeStates(PdfField field)
    {
        string value = (field.Value as PdfName)?.Value ?? Off;
        int able = 0;
        int on = 0;
        foreach (PdfWidget widget in field.Widgets)
        {
            var appearance = new WidgetAppearance(comparison.After, widget);
            bool isAble = value != Off && appearance.States().ContainsKey(value);
            able += isAble ? 1 : 0;
            on += isAble && appearance.State == value ? 1 : 0;
            if (appearance.State != Off && !(isAble && appearance.State == value) && appearance.HasNormal)
            {
                return Likeness.Different("its appearance shows another state than its value");
            }
        }
        bool isShown = value == Off || (able > 0 && ((field.Flags & (Radio | InUnison)) == Radio ? on == 1 : on == able));
        return isShown ? Likeness.Same
            : field.Widgets.All(widget => !new WidgetAppearance(comparison.After, widget).HasNormal) && now.Dictionary?["NeedAppearances"] is PdfBoolean { Value: true } ? Likeness.Same
            : Likeness.Different("its appearance shows another state than its value");
    }

    private Likeness JudgeAppearances(PdfWidget was, PdfWidget widget)
    {
        var past = new WidgetAppearance(comparison.Before, was);
        var present = new WidgetAppearance(comparison.After, widget);
        Likeness likeness = Likeness.Same;
        foreach (string key in past.Keys.Union(present.Keys))
        {
            IReadOnlyDictionary<string, PdfObject> old = past.States(key);
            IReadOnlyDictionary<string, PdfObject> states = present.States(key);
            if ((old.Count == 0) != (states.Count == 0) || !states.Keys.Append(Off).ToHashSet().SetEquals(old.Keys.Append(Off)))
            {
                return key != "N" && states.Count == 0 && present[key] is null ? likeness : Likeness.Different("it has other states than before");
            }
            if (old.Count == 0 && (!PdfEquality.Same(past[key], present[key]) || comparison.IsChanged(present[key])))
            {
                return Likeness.Different("it has another appearance, and no states");
            }
            foreach ((string state, PdfObject place) in states)
            {
                bool isKept = old.TryGetValue(state, out PdfObject? before) && PdfEquality.Same(before, place) && !comparison.IsChanged(place);
                likeness = likeness.And(isKept ? Likeness.Same : JudgeAppearance(widget, state, place, before));
            }
        }
        return likeness;
    }

    private Likeness JudgeAppearance(PdfWidget widget, string state, PdfObject place, PdfObject? before)
    {
        if (comparison.After.Resolve(place) is not PdfStream appearance)
        {
            return Likeness.Different("its appearance is none");
        }
        Box box = Box.Read(comparison.After, appearance.Dictionary["BBox"]) ?? new Box(0, 0, 0, 0);
        Drawing drawing = _after.Read(appearance);
        Drawing? old = comparison.Before.Resolve(before) is PdfStream earlier ? _before.Read(earlier) : null;
        if (drawing.Runs.Any(run => run.Font?.Program is { } program && comparison.IsAdded(program)))
        {
            return Likeness.Unknown("a state of it is shown in a font that was added");
        }
        return new StateAppearance(box, BorderStyle.Read(comparison.After, widget.Dictionary)).Judge(drawing, state != Off, old)
            .And(AppearancePlacement.Judge(comparison.After, widget.Dictionary, box, _after.Matrix(appearance.Dictionary), []));
    }
}
