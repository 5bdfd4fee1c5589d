using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Whether an extensions dictionary (ISO 32000-2, 7.12) announces more than before, and nothing else. Some writers give each
/// dictionary in it an object of its own.
/// </summary>
/// <param name="comparison">The two revisions.</param>
internal sealed class ExtensionsGrowth(RevisionComparison comparison)
{
    private readonly List<int> _explained = [];

    /// <summary>Explains the dictionary that the catalog holds now, if it is such a one.</summary>
    internal bool Explain()
    {
        PdfObject? was = comparison.Before.Catalog["Extensions"];
        if (comparison.Before.Resolve(was) is not (PdfNull or PdfDictionary) || !IsGrown(was, comparison.After.Catalog["Extensions"]))
        {
            return false;
        }
        _explained.ForEach(comparison.Claim);
        return true;
    }

    private bool IsGrown(PdfObject? was, PdfObject? value)
    {
        var old = comparison.Before.Resolve(was) as PdfDictionary;
        if (Enter(value, comparison.After.CatalogReference) is not PdfDictionary { Defects: PdfDictionaryDefects.None } grown)
        {
            return false;
        }
        PdfReference holder = value as PdfReference ?? comparison.After.CatalogReference;
        return grown.All(entry => entry.Key == "Type" ? entry.Value is PdfName { Value: "Extensions" } : IsKept(old?[entry.Key], entry.Value) || IsAnnouncement(entry.Value, holder))
            && (old is null || old.All(entry => grown[entry.Key] is not null));
    }

    private bool IsKept(PdfObject? old, PdfObject value) => PdfEquality.Same(old, value) && !comparison.IsChanged(value);

    /// <summary>What one developer says: tables 49 and 50. From PDF 2.0 on there may be several in an array.</summary>
    private bool IsAnnouncement(PdfObject value, PdfReference holder) => Enter(value, holder) switch
    {
        PdfArray several => several.All(one => Enter(one, value as PdfReference ?? holder) is PdfDictionary announcement && IsAnnouncement(announcement)),
        PdfDictionary one => IsAnnouncement(one),
        _ => false,
    };

    private static bool IsAnnouncement(PdfDictionary one) => one.Defects == PdfDictionaryDefects.None && one.All(static entry => entry switch
    {
        { Key: "Type" or "BaseVersion", Value: PdfName } => true,
        { Key: "ExtensionLevel", Value: PdfInteger } => true,
        { Key: "URL" or "ExtensionRevision", Value: PdfString } => true,
        _ => false,
    });

    /// <summary>The value; null where it stands in an object that could be something else, too.</summary>
    private PdfObject? Enter(PdfObject? value, PdfReference holder)
    {
        if (value is PdfReference reference && comparison.Find(reference.Number) is { } change)
        {
            if (!change.IsAdded && !(change.IsReplaced && comparison.IsHeldOnlyBy(reference.Number, holder.Number)))
            {
                return null;
            }
            _explained.Add(reference.Number);
        }
        return comparison.After.Resolve(value);
    }
}
