using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>What may change in text fields, choices and buttons: their value, and the appearance that shows it (ISO 32000-2, 12.7.5).</summary>
/// <param name="comparison">The two revisions.</param>
/// <param name="old">The form before.</param>
/// <param name="now">The form.</param>
internal sealed class FieldFilling(RevisionComparison comparison, PdfForm old, PdfForm now)
{
    private readonly FieldEntries _entries = new(comparison);
    private readonly AppearancePlaces _places = new(comparison);
    private readonly TextFilling _texts = new(comparison, old, now);
    private readonly ButtonFilling _buttons = new(comparison, now);
    private readonly HashSet<string> _explained = [];

    /// <summary>Explains a field that changed.</summary>
    internal void Explain(PdfField was, PdfField field)
    {
        _explained.Add(field.FullName);
        Claim(field);
        int? number = Number(field);
        if (Try(() => _entries.FindForeign(was, field)) is { } key)
        {
            comparison.Log.Forbid($"the field '{field.FullName}' changed: /{key}", number);
            return;
        }
        ClaimValue(was, field);
        foreach (PdfWidget widget in field.Widgets)
        {
            _places.Claim(widget, widget.Reference ?? field.Reference);
        }
        Likeness likeness = Judge(field, () => field.Type == "Btn" ? _buttons.Judge(was, field) : _texts.Judge(was, field));
        if (likeness.IsSame == true)
        {
            FactEvidence fact = comparison.Log.Fact(ReasonCodes.FieldFilled, number, Error.Facts(("field", field.FullName)));
            comparison.Log.Add(new Change(ChangeLevel.FormFilling, fact) { Field = field.FullName });
        }
        else
        {
            Tell(field, likeness);
        }
    }

    /// <summary>
    /// Where viewers are told to make appearances anew, or no longer (12.7.3, <c>NeedAppearances</c>), the fields that did not change show
    /// something else, unless each shows its value already.
    /// </summary>
    internal void ExplainNeedAppearances()
    {
        foreach (PdfField field in now.Fields.Where(field => field.Type is "Tx" or "Ch" && !_explained.Contains(field.FullName)))
        {
            Likeness likeness = Judge(field, () => _texts.JudgeUntouched(field));
            if (likeness.IsSame != true)
            {
                Tell(field, likeness);
            }
        }
    }

    private void Tell(PdfField field, Likeness likeness)
    {
        int? number = Number(field);
        if (likeness.IsSame == false)
        {
            comparison.Log.Forbid(ReasonCodes.AppearanceMismatch, number, ("field", field.FullName), ("detail", likeness.Detail));
        }
        else
        {
            comparison.Log.Doubt($"the field '{field.FullName}': {likeness.Detail}", number);
        }
    }

    private static int? Number(PdfField field) => field.Reference?.Number ?? (field.Widgets is [var first, ..] ? first.Reference?.Number : null);

    private static Likeness Judge(PdfField field, Func<Likeness> judge)
    {
        try
        {
            return field.Type is "Tx" or "Ch" or "Btn" ? judge() : Likeness.Different("it is of no known type");
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            return Likeness.Unknown("its appearance cannot be read");
        }
    }

    private static string? Try(Func<string?> find)
    {
        try
        {
            return find();
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            return "DA";
        }
    }

    private void Claim(PdfField field)
    {
        foreach (PdfReference? place in field.Widgets.Select(static widget => widget.Reference).Append(field.Reference))
        {
            if (place is not null && comparison.IsChanged(place))
            {
                comparison.Claim(place.Number);
            }
        }
    }

    /// <summary>A value that stands elsewhere: new, or the old one written over, which nothing else may have referred to.</summary>
    private void ClaimValue(PdfField was, PdfField field)
    {
        comparison.ClaimAdded(field.ValueReference);
        comparison.ClaimAdded(field.Dictionary["RV"]);
        if (field.ValueReference is { } place && place.Equals(was.ValueReference) && comparison.Find(place.Number) is { IsReplaced: true, New.Value: PdfString or PdfName or PdfArray or PdfStream })
        {
            var holders = new List<int>();
            for (PdfField? holder = field; holder is not null; holder = holder.Parent)
            {
                holders.Add(holder.Reference?.Number ?? 0);
            }
            if (comparison.IsHeldOnlyBy(place.Number, [.. holders]))
            {
                comparison.Claim(place.Number);
                comparison.ClaimAdded(comparison.After.Resolve(place));
            }
        }
    }
}
