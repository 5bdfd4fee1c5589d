using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Explains a document security store (DSS; ISO 32000-2, 12.8.4.3) that a revision adds or changes. Its objects are new, or had the
/// same part in the store before; its streams are new, and nothing else in the document can have waited for them.
/// </summary>
internal sealed class SecurityStoreGrowth
{
    private readonly HashSet<int> _explained = [];

    private SecurityStoreGrowth()
    {
    }

    /// <summary>Whether the revision changes the store, and in no other way than it may.</summary>
    internal bool IsGrown { get; private set; }

    /// <summary>Where the store stands; null where the catalog holds it.</summary>
    internal PdfReference? Place { get; private set; }

    /// <param name="comparison">The two revisions.</param>
    internal static SecurityStoreGrowth Find(RevisionComparison comparison)
    {
        var growth = new SecurityStoreGrowth();
        PdfObject? before = comparison.Before.Catalog["DSS"];
        PdfObject? after = comparison.After.Catalog["DSS"];
        IReadOnlyDictionary<int, SecurityStorePart> old = comparison.Older.Store?.Parts ?? new Dictionary<int, SecurityStorePart>();
        if (PdfEquality.Same(before, after) && !comparison.Changes.Any(change => old.ContainsKey(change.Number)))
        {
            comparison.Newer.Store = comparison.Older.Store;
            return growth;
        }
        if (SecurityStoreParts.Read(comparison) is not { } now)
        {
            return growth;
        }
        foreach ((int number, SecurityStorePart part) in now.Parts)
        {
            if (comparison.Find(number) is not { } change)
            {
                continue;
            }
            // A proof stays what it is.
            bool isExpected = change.IsAdded || (part is not (SecurityStorePart.Proof or SecurityStorePart.Length) && old.TryGetValue(number, out SecurityStorePart was) && was == part);
            if (!isExpected)
            {
                return growth;
            }
            growth._explained.Add(number);
        }
        growth.Place = after as PdfReference;
        growth.IsGrown = growth._explained.Count > 0 || !PdfEquality.Same(before, after);
        return growth;
    }

    internal void Claim(RevisionComparison comparison)
    {
        foreach (int number in _explained)
        {
            comparison.Claim(number);
        }
    }
}
