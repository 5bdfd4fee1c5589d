using Signing.Core.Pdf;
using Signing.Core.Verification.Changes.Filling;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// What may change in the interactive form (ISO 32000-2, 12.7): new signature fields, values, and what comes with them. Fields stay,
/// each in its place and with its name.
/// </summary>
internal sealed class FormRule
{
    private readonly RevisionComparison _comparison;
    private readonly SignatureFieldRule _signatures;
    private readonly HashSet<PdfReference> _newFields = [];

    private FormRule(RevisionComparison comparison, IReadOnlyList<FoundSignature> signatures)
    {
        _comparison = comparison;
        _signatures = new SignatureFieldRule(comparison, signatures);
    }

    /// <summary>The widgets of new signature fields.</summary>
    internal IReadOnlyDictionary<PdfReference, NewWidget> NewWidgets => _signatures.NewWidgets;

    /// <param name="comparison">The two revisions.</param>
    /// <param name="signatures">The well-formed signatures that close the later one.</param>
    internal static FormRule Explain(RevisionComparison comparison, IReadOnlyList<FoundSignature> signatures)
    {
        var rule = new FormRule(comparison, signatures);
        if (rule.MayHaveChanged())
        {
            rule.Explain();
        }
        return rule;
    }

    /// <summary>Most revisions leave the form alone: then it is not read.</summary>
    private bool MayHaveChanged() =>
        !PdfEquality.Same(_comparison.Before.Catalog["AcroForm"], _comparison.After.Catalog["AcroForm"])
        || _comparison.Changes.Any(change => change.Old?.Value switch
        {
            PdfArray => true,
            PdfDictionary dictionary => change.Number != _comparison.Before.CatalogReference.Number && !dictionary.IsName("Type", "Page"),
            PdfStream stream => !stream.Dictionary.IsName("Type", "Metadata"),
            null => false,
            _ => true,
        });

    private void Explain()
    {
        PdfForm old = _comparison.Older.Form;
        PdfForm now = _comparison.Newer.Form;
        if (now.Dictionary is null)
        {
            if (old.Dictionary is not null)
            {
                _comparison.Log.Forbid("the form was removed");
            }
            return;
        }
        var filling = new FieldFilling(_comparison, old, now);
        ExplainFields(old, now, filling);
        ExplainGroups(old, now);
        new FormEntries(_comparison, ListGrew).Explain(old, now);
        if (NeedsAppearances(old) != NeedsAppearances(now))
        {
            filling.ExplainNeedAppearances();
        }
    }

    private static bool NeedsAppearances(PdfForm form) => form.Dictionary?["NeedAppearances"] is PdfBoolean { Value: true };

    private void ExplainFields(PdfForm old, PdfForm now, FieldFilling filling)
    {
        Dictionary<object, PdfField> left = ByIdentity(old.Fields);
        HashSet<string> names = [.. old.Fields.Concat(old.Groups).Select(static field => field.FullName)];
        foreach (PdfField field in now.Fields)
        {
            if (left.Remove(Identity(field), out PdfField? was))
            {
                ExplainField(was, field, filling);
            }
            else if (_signatures.ExplainNew(field, isNameFree: names.Add(field.FullName)) && field.Reference is { } place)
            {
                _newFields.Add(place);
            }
        }
        foreach (PdfField gone in left.Values)
        {
            _comparison.Log.Forbid($"the field '{gone.FullName}' was removed", gone.Reference?.Number);
        }
    }

    private void ExplainField(PdfField was, PdfField field, FieldFilling filling)
    {
        if (!IsTouched(was, field))
        {
            return;
        }
        if (was.FullName != field.FullName || was.Type != field.Type)
        {
            _comparison.Log.Forbid($"the field '{was.FullName}' became another", field.Reference?.Number);
        }
        else if (was.Type == "Sig")
        {
            _signatures.ExplainExisting(was, field);
        }
        else
        {
            filling.Explain(was, field);
        }
    }

    /// <summary>Whether anything of a field changed: its dictionary, its value, its widgets, what these show. Most fields are asked only this.</summary>
    private bool IsTouched(PdfField was, PdfField field)
    {
        if (IsChanged(was, field))
        {
            return true;
        }
        bool isTouched = false;
        foreach (PdfWidget widget in field.Widgets)
        {
            isTouched |= _comparison.IsChanged(widget.Reference);
            PdfObject? appearances = widget.Dictionary["AP"];
            References.Visit(appearances, Look);
            References.Visit(appearances is PdfReference ? _comparison.After.Resolve(appearances) : null, Look);
            if (field.Type != "Sig")
            {
                // The states of a button, each with its appearance.
                References.Visit(_comparison.After.Resolve(appearances), appearance => References.Visit(_comparison.After.Resolve(appearance) as PdfDictionary, Look));
            }
        }
        return isTouched;

        void Look(PdfReference reference) => isTouched |= _comparison.IsChanged(reference);
    }

    /// <summary>Whether the dictionary of a field changed or of one above it, or the value there, or what stands above it.</summary>
    private bool IsChanged(PdfField was, PdfField field)
    {
        for ((PdfField? old, PdfField? node) = (was, field); old is not null || node is not null; (old, node) = (old.Parent, node.Parent))
        {
            if (old is null || node is null || !Equals(old.Reference, node.Reference))
            {
                return true;
            }
            bool isSame = node.Reference is null
                ? PdfEquality.Same(old.Dictionary, node.Dictionary)
                : !_comparison.IsChanged(node.Reference) || (node != field && PdfEquality.SameExcept(old.Dictionary, node.Dictionary, "Kids"));
            if (!isSame || _comparison.IsChanged(node.Dictionary["V"]))
            {
                return true;
            }
        }
        return false;
    }

    private void ExplainGroups(PdfForm old, PdfForm now)
    {
        Dictionary<object, PdfField> left = ByIdentity(old.Groups);
        foreach (PdfField group in now.Groups)
        {
            if (!left.Remove(Identity(group), out PdfField? was))
            {
                ExplainNewGroup(group);
                continue;
            }
            bool isGrown = PdfEquality.SameExcept(was.Dictionary, group.Dictionary, "Kids", "V")
                && ListGrew(was.Dictionary["Kids"], group.Dictionary["Kids"]);
            if (!isGrown)
            {
                _comparison.Log.Forbid($"the field '{group.FullName}' changed", group.Reference?.Number);
            }
            if (group.Reference is { } place && _comparison.IsChanged(place))
            {
                _comparison.Claim(place.Number);
            }
        }
    }

    /// <summary>A new field with nothing but a name and new signature fields below it: those below it are told of.</summary>
    private void ExplainNewGroup(PdfField group)
    {
        bool isPlain = group.Reference is { } place && _comparison.IsAdded(place)
            && group.Dictionary.Defects == PdfDictionaryDefects.None
            && group.Dictionary.All(static entry => entry.Key is "T" or "Kids" or "Parent" or "Ff" || entry is { Key: "FT", Value: PdfName { Value: "Sig" } })
            && _comparison.After.Resolve(group.Dictionary["Kids"]) is PdfArray kids && kids.All(kid => kid is PdfReference below && _newFields.Contains(below));
        if (!isPlain)
        {
            _comparison.Log.Forbid($"the field '{group.FullName}' was added", group.Reference?.Number);
            return;
        }
        _newFields.Add(group.Reference!);
        foreach (PdfReference explained in new[] { group.Reference, group.Dictionary["Kids"] as PdfReference }.OfType<PdfReference>())
        {
            _comparison.Claim(explained.Number);
        }
    }

    /// <summary>Whether a list of fields has the old ones in their order, and new ones that are explained.</summary>
    private bool ListGrew(PdfObject? old, PdfObject? grown)
    {
        if (_comparison.After.Resolve(grown) is not PdfArray items || _comparison.Before.Resolve(old) is not (PdfNull or PdfArray))
        {
            return false;
        }
        bool isGrown = ListGrowth.IsGrown(_comparison.Before.Resolve(old) as PdfArray, items, item => item is PdfReference added && _newFields.Contains(added));
        if (isGrown && grown is PdfReference place && _comparison.IsChanged(place))
        {
            _comparison.Claim(place.Number);
        }
        return isGrown;
    }

    private static Dictionary<object, PdfField> ByIdentity(IReadOnlyList<PdfField> fields)
    {
        var found = new Dictionary<object, PdfField>();
        foreach (PdfField field in fields)
        {
            found.TryAdd(Identity(field), field);
        }
        return found;
    }

    private static object Identity(PdfField field) => (object?)field.Reference ?? field.FullName;
}
