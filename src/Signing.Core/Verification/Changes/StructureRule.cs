using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// What may change in the logical structure (ISO 32000-2, 14.7): elements come that are for annotations and fields which came too, the
/// lists that hold them grow, and the parent tree by their keys. What was there keeps its meaning.
/// </summary>
internal sealed class StructureRule
{
    private const int Deepest = 32;

    private readonly RevisionComparison _comparison;
    private readonly PassiveContent _passive;
    private readonly HashSet<int> _elements = [];

    private StructureRule(RevisionComparison comparison)
    {
        _comparison = comparison;
        _passive = new PassiveContent(comparison);
    }

    internal static void Explain(RevisionComparison comparison)
    {
        if (comparison.Before.Catalog["StructTreeRoot"] is not { } root || !PdfEquality.Same(root, comparison.After.Catalog["StructTreeRoot"])
            || comparison.Before.Resolve(root) is not PdfDictionary old || comparison.After.Resolve(root) is not PdfDictionary now)
        {
            return;
        }
        ObjectChange[] candidates = [.. comparison.Changes.Where(change => change is { IsReplaced: true, Old.Value: PdfDictionary or PdfArray } && !comparison.IsClaimed(change.Number))];
        if (candidates.Length > 0)
        {
            new StructureRule(comparison).Explain(root, old, now, candidates);
        }
    }

    private void Explain(PdfObject root, PdfDictionary old, PdfDictionary now, ObjectChange[] candidates)
    {
        bool isGrown = false;
        foreach (ObjectChange change in candidates)
        {
            bool isExplained = (change.Old!.Value, change.New!.Value) switch
            {
                (PdfDictionary was, PdfDictionary element) when StructureElement.Is(was) =>
                    HasOnly(was, element, "K") && IsHeldByStructure(change.Number) && Grew(was["K"], element["K"]),
                (PdfArray was, PdfArray items) => IsListOfKids(change.Number) && Grew(was, items),
                _ => false,
            };
            if (isExplained)
            {
                _comparison.Claim(change.Number);
                isGrown = true;
            }
        }
        ParentTreeGrowth tree = ParentTreeGrowth.Find(_comparison, root as PdfReference, old, now, IsExplained);
        if (tree.IsGrown)
        {
            tree.Claim();
            isGrown = true;
        }
        if (root is PdfReference place && _comparison.IsChanged(place))
        {
            bool isExplained = now.Defects == PdfDictionaryDefects.None && PdfEquality.Differences(old, now).All(key => key switch
            {
                "K" => Grew(old[key], now[key]),
                "ParentTree" => tree.IsGrown,
                "ParentTreeNextKey" => now[key] is PdfInteger next && (old[key] is not PdfInteger former || next.Value >= former.Value),
                _ => false,
            });
            if (isExplained)
            {
                _comparison.Claim(place.Number);
                isGrown = true;
            }
        }
        if (isGrown)
        {
            _comparison.Log.Permit(ChangeLevel.Archival, ReasonCodes.StructureAdded, (root as PdfReference)?.Number);
        }
    }

    private static bool HasOnly(PdfDictionary was, PdfDictionary now, string key) =>
        now.Defects == PdfDictionaryDefects.None && PdfEquality.SameExcept(was, now, key);

    /// <summary>Whether an element, or a list, of kids holds what it held, and new ones for what is new (14.7.2, <c>/K</c>).</summary>
    private bool Grew(PdfObject? was, PdfObject? now)
    {
        if (was is PdfReference place && place.Equals(now))
        {
            // A list of its own, which is explained where it stands.
            return true;
        }
        PdfArray items = _comparison.After.Resolve(now) as PdfArray ?? (now is null ? [] : new PdfArray(now));
        PdfArray before = _comparison.Before.Resolve(was) as PdfArray ?? (was is null ? [] : new PdfArray(was));
        bool isGrown = ListGrowth.IsGrown(before, items, item => IsForNew(item, 0));
        if (isGrown && now is PdfReference list && _comparison.IsAdded(list) && _comparison.After.Resolve(list) is PdfArray)
        {
            _comparison.Claim(list.Number);
        }
        return isGrown;
    }

    /// <summary>Whether a kid that was added stands for annotations that were added, and for nothing else on the page.</summary>
    private bool IsForNew(PdfObject item, int depth)
    {
        if (depth > Deepest || (item is PdfReference known && !_comparison.IsAdded(known)) || _comparison.After.Resolve(item) is not PdfDictionary kid)
        {
            return false;
        }
        bool isForNew = kid.IsName("Type", "OBJR") ? IsObjectReference(kid) : StructureElement.Is(kid) && IsElement(kid, depth);
        if (isForNew && item is PdfReference place)
        {
            _comparison.Claim(place.Number);
            _elements.Add(place.Number);
        }
        return isForNew;
    }

    private bool IsObjectReference(PdfDictionary item) =>
        item.Defects == PdfDictionaryDefects.None && item.All(static entry => entry.Key is "Type" or "Obj" or "Pg")
        && item["Obj"] is PdfReference added && _comparison.IsAdded(added) && _comparison.IsClaimed(added.Number);

    private bool IsElement(PdfDictionary element, int depth)
    {
        foreach ((string key, PdfObject value) in element)
        {
            bool isExpected = key switch
            {
                "Type" or "S" => value is PdfName,
                "P" or "Pg" or "NS" => value is PdfReference,
                "K" => _comparison.After.Resolve(value) is PdfArray kids ? kids.All(kid => IsForNew(kid, depth + 1)) : IsForNew(value, depth + 1),
                "ID" or "T" or "Lang" or "Alt" or "ActualText" or "E" => _comparison.After.Resolve(value) is PdfString,
                "R" => value is PdfInteger,
                "A" or "C" => _passive.Is(value),
                _ => false,
            };
            if (!isExpected)
            {
                return false;
            }
            if (key is "A" or "C" || (key == "K" && value is PdfReference && _comparison.After.Resolve(value) is PdfArray))
            {
                _comparison.ClaimAdded(value);
            }
        }
        return element.Defects == PdfDictionaryDefects.None;
    }

    /// <summary>Whether a key of the parent tree may lead there: to an element that came with this revision, or to one that has it now.</summary>
    private bool IsExplained(PdfObject value) => value is PdfReference element
        && (_elements.Contains(element.Number)
            || (_comparison.IsClaimed(element.Number) && _comparison.Find(element.Number) is { IsReplaced: true, Old.Value: PdfDictionary was } && StructureElement.Is(was)));

    /// <summary>Whether an element was an element and nothing else.</summary>
    private bool IsHeldByStructure(int number) => _comparison.HoldersBefore(number).All(holder => holder >= 0 && _comparison.Before.GetObject(holder) switch
    {
        PdfDictionary dictionary => References.HasOnlyUnder(dictionary, number, "K", "P", "Nums", "Names", "Ref", "SE", "SD") && !AnnotationShape.IsAnnotation(dictionary),
        PdfArray => IsListOfKids(holder),
        _ => false,
    });

    /// <summary>A list of an element's kids, or of the elements of a page's marked content.</summary>
    private bool IsListOfKids(int number) => _comparison.HoldersBefore(number).All(holder => holder >= 0
        && _comparison.Before.GetObject(holder) is PdfDictionary dictionary
        && (dictionary["Nums"] is not null || StructureElement.Is(dictionary) || dictionary.IsName("Type", "StructTreeRoot"))
        && References.HasOnlyUnder(dictionary, number, "K", "Nums"));
}
