using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>
/// The resources that fields share (ISO 32000-2, 12.7.3, <c>/DR</c>): new names may come, and what the old ones lead to stays.
/// </summary>
internal static class DefaultResources
{
    /// <param name="comparison">The two revisions.</param>
    /// <param name="old">The form before.</param>
    /// <param name="now">The form.</param>
    /// <returns>Whether they are as they were, or have grown; then that is explained.</returns>
    internal static bool Grew(RevisionComparison comparison, PdfForm old, PdfForm now)
    {
        PdfObject? was = old.Dictionary?["DR"];
        PdfObject? grown = now.Dictionary?["DR"];
        if (PdfEquality.Same(was, grown) && !HasChanges(comparison, grown))
        {
            return true;
        }
        if (comparison.After.Resolve(grown) is not PdfDictionary { Defects: PdfDictionaryDefects.None } resources || comparison.Before.Resolve(was) is not (PdfNull or PdfDictionary))
        {
            return comparison.Before.Resolve(was) is PdfNull or PdfDictionary { Count: 0 } && grown is null;
        }
        PdfDictionary before = comparison.Before.Resolve(was) as PdfDictionary ?? [];
        int[] owners = [.. Numbers(old.Reference ?? comparison.Before.CatalogReference, was)];
        foreach (string kind in before.Concat(resources).Select(static entry => entry.Key).Distinct().ToArray())
        {
            if (!KindGrew(comparison, before[kind], resources[kind], owners))
            {
                return false;
            }
        }
        return IsWrittenAnew(comparison, was, grown, owners[..1], resources.SelectMany(kind => AddedNames(comparison, before[kind.Key], kind.Value)));
    }

    /// <summary>The names that one kind of resource has and did not have, wherever it stands now: whoever has these resources has the names.</summary>
    private static IEnumerable<string> AddedNames(RevisionComparison comparison, PdfObject? was, PdfObject grown)
    {
        var before = comparison.Before.Resolve(was) as PdfDictionary;
        return (comparison.After.Resolve(grown) as PdfDictionary ?? []).Select(static entry => entry.Key).Where(name => before?[name] is null);
    }

    private static bool HasChanges(RevisionComparison comparison, PdfObject? value)
    {
        bool found = comparison.IsChanged(value);
        References.Visit(comparison.After.Resolve(value), reference => found |= comparison.IsChanged(reference));
        return found;
    }

    /// <summary>One kind of resource: a dictionary by names, or a list as it was.</summary>
    private static bool KindGrew(RevisionComparison comparison, PdfObject? was, PdfObject? grown, int[] owners)
    {
        if (PdfEquality.Same(was, grown) && !comparison.IsChanged(grown))
        {
            return true;
        }
        if (comparison.Before.Resolve(was) is not (PdfNull or PdfDictionary) || comparison.After.Resolve(grown) is not PdfDictionary { Defects: PdfDictionaryDefects.None } names)
        {
            return comparison.Before.Resolve(was) is PdfNull or PdfArray && comparison.After.Resolve(grown) is PdfArray list && list.All(static item => item is PdfName);
        }
        PdfDictionary before = comparison.Before.Resolve(was) as PdfDictionary ?? [];
        string[] added = [.. PdfEquality.Differences(before, names)];
        if (added.Any(before.ContainsKey) || !IsWrittenAnew(comparison, was, grown, owners, added))
        {
            return false;
        }
        foreach (string name in added)
        {
            comparison.ClaimAdded(names[name]);
        }
        return true;
    }

    /// <summary>Whether a dictionary stands in a new place, or in its old one without giving anything else than the form new names.</summary>
    private static bool IsWrittenAnew(RevisionComparison comparison, PdfObject? was, PdfObject? grown, int[] owners, IEnumerable<string> added)
    {
        if (grown is not PdfReference place || !comparison.IsChanged(place))
        {
            return true;
        }
        if (comparison.IsAdded(place))
        {
            comparison.ClaimAdded(place);
            return true;
        }
        if (!place.Equals(was) || !new ResourceUsers(comparison.Before, comparison.HoldersBefore, [.. added]).AreOthersUnaffected(place.Number, owners))
        {
            return false;
        }
        comparison.Claim(place.Number);
        return true;
    }

    private static IEnumerable<int> Numbers(PdfReference form, PdfObject? resources) => resources is PdfReference place ? [form.Number, place.Number] : [form.Number];
}
