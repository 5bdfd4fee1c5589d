using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// What may change in signature fields (ISO 32000-2, 12.7.5.5): new ones, and empty ones that are signed. A signed field stays as it is.
/// </summary>
/// <param name="comparison">The two revisions.</param>
/// <param name="signatures">The well-formed signatures that close the later one.</param>
internal sealed class SignatureFieldRule(RevisionComparison comparison, IReadOnlyList<FoundSignature> signatures)
{
    private const long PrintLocked = 4 | 128;
    private const long ReadOnly = 1;

    private readonly Dictionary<PdfReference, NewWidget> _newWidgets = [];

    internal IReadOnlyDictionary<PdfReference, NewWidget> NewWidgets => _newWidgets;

    /// <summary>Explains a field that was there.</summary>
    internal void ExplainExisting(PdfField was, PdfField field)
    {
        Claim(field);
        if (was.Value is not null || was.Widgets.Count != field.Widgets.Count)
        {
            comparison.Log.Forbid(ReasonCodes.SignedFieldChanged, field.Reference?.Number, ("field", field.FullName));
            return;
        }
        bool isKept = IsSigned(was.Dictionary, field.Dictionary);
        for (int i = 0; i < field.Widgets.Count; i++)
        {
            PdfWidget widget = field.Widgets[i];
            if (!ReferenceEquals(widget.Dictionary, field.Dictionary))
            {
                isKept &= Equals(was.Widgets[i].Reference, widget.Reference) && IsSigned(was.Widgets[i].Dictionary, widget.Dictionary);
            }
            ClaimAppearance(was.Widgets[i], widget);
        }
        if (!isKept)
        {
            comparison.Log.Forbid($"the signature field '{field.FullName}' became another", field.Reference?.Number);
        }
        else if (field.Value is not null)
        {
            ExplainValue(field, isVisible: false);
        }
    }

    /// <summary>Explains a field that is new.</summary>
    /// <param name="field">The field.</param>
    /// <param name="isNameFree">Whether no other has its name: it would share its value (12.7.4.2).</param>
    /// <returns>Whether it is a signature field; else it is told of as what nobody may add.</returns>
    internal bool ExplainNew(PdfField field, bool isNameFree)
    {
        Claim(field);
        if (field.Type != "Sig" || !isNameFree || field.Reference is null || !comparison.IsAdded(field.Reference) || !SignatureFieldShape.IsPlain(comparison, field))
        {
            comparison.Log.Forbid($"the field '{field.FullName}' was added", field.Reference?.Number);
            return false;
        }
        bool isVisible = false;
        foreach (PdfWidget widget in field.Widgets)
        {
            comparison.ClaimAdded(widget.Dictionary);
            PdfArray? rectangle = SignatureFieldShape.Draws(comparison.After, widget.Dictionary) ? comparison.After.Get<PdfArray>(widget.Dictionary, "Rect") : null;
            isVisible |= rectangle is not null;
            if (widget.Reference is { } place)
            {
                _newWidgets[place] = new NewWidget(field.FullName, widget.Dictionary["P"] as PdfReference, rectangle);
            }
        }
        if (field.Value is not null)
        {
            ExplainValue(field, isVisible);
        }
        else if (isVisible)
        {
            comparison.Log.Forbid(ReasonCodes.UnsignedFieldDraws, field.Reference.Number, ("field", field.FullName));
        }
        else
        {
            comparison.Log.Permit(ChangeLevel.FormFilling, ReasonCodes.SignatureFieldAdded, field.Reference.Number, ("field", field.FullName));
        }
        return true;
    }

    private void ExplainValue(PdfField field, bool isVisible)
    {
        FoundSignature? found = signatures.FirstOrDefault(signature =>
            signature.Field.FullName == field.FullName && Equals(signature.Field.ValueReference, field.ValueReference));
        if (found?.Dictionary is not { } signature || field.Dictionary["V"] is not PdfReference value
            || !comparison.IsAdded(value) || !SignatureFieldShape.IsSignature(signature))
        {
            comparison.Log.Forbid(ReasonCodes.FieldSignatureBroken, field.Reference?.Number, ("field", field.FullName));
            return;
        }
        comparison.ClaimAdded(value);
        bool isArchival = found.Kind == SignatureKind.DocumentTimestamp && !isVisible;
        FactEvidence fact = comparison.Log.Fact(
            found.Kind == SignatureKind.DocumentTimestamp ? ReasonCodes.DocumentTimestampAdded : ReasonCodes.FurtherSignature,
            field.Reference?.Number, Error.Facts(("field", field.FullName)));
        comparison.Log.Add(isArchival ? new Change(ChangeLevel.Archival, fact) : new Change(ChangeLevel.FormFilling, fact) { Field = field.FullName });
    }

    /// <summary>Whether a dictionary differs only by what signing sets.</summary>
    private bool IsSigned(PdfDictionary was, PdfDictionary now)
    {
        foreach (string key in PdfEquality.Differences(was, now))
        {
            bool isSet = key switch
            {
                "V" => was[key] is null,
                "DV" => was[key] is null && now[key]!.Equals(now["V"]),
                "Type" => was[key] is null && now.IsName(key, "Annot"),
                "AP" or "MK" or "M" or "NM" or "DA" or "DR" or "BS" or "Border" => true,
                "F" => Flags(now) is var flags && (flags & ~(Flags(was) | PrintLocked)) == 0 && (flags & Flags(was)) == Flags(was),
                "Ff" => now[key] is PdfInteger locked && locked.Value == (Integer(was[key]) | ReadOnly),
                // A lock that a signer adds binds from his signature on.
                "Lock" => was[key] is null && comparison.After.Resolve(now[key]) is PdfDictionary,
                "P" => was[key] is null && now[key] is PdfReference page && PdfPages.IsPage(comparison.Before, page),
                _ => false,
            };
            if (!isSet)
            {
                return false;
            }
            comparison.ClaimAdded(now[key]);
        }
        return now.Defects == PdfDictionaryDefects.None;
    }

    private static long Flags(PdfDictionary widget) => Integer(widget["F"]);

    private static long Integer(PdfObject? value) => value is PdfInteger integer ? integer.Value : 0;

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

    /// <summary>An appearance that is written over in its place must have been this widget's only.</summary>
    private void ClaimAppearance(PdfWidget was, PdfWidget widget)
    {
        if (widget.Reference is { } place
            && comparison.Before.Get<PdfDictionary>(was.Dictionary, "AP")?["N"] is PdfReference appearance
            && comparison.Find(appearance.Number) is { IsReplaced: true }
            && comparison.IsHeldOnlyBy(appearance.Number, place.Number))
        {
            comparison.Claim(appearance.Number);
            comparison.ClaimAdded(comparison.After.Resolve(appearance));
        }
    }
}
