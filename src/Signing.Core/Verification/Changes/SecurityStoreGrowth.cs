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

    internal bool Explains(int number) => _explained.Contains(number);

    /// <param name="before">The revision before.</param>
    /// <param name="after">The revision.</param>
    /// <param name="revision">Its entries.</param>
    /// <param name="dangling">What older revisions refer to in vain.</param>
    internal static SecurityStoreGrowth Find(PdfView before, PdfView after, PdfRevision revision, DanglingReferences dangling)
    {
        var growth = new SecurityStoreGrowth();
        if (SecurityStoreParts.Read(after) is not { } now)
        {
            return growth;
        }
        IReadOnlyDictionary<int, SecurityStorePart> old = SecurityStoreParts.Read(before)?.Parts ?? new Dictionary<int, SecurityStorePart>();
        foreach (CrossReferenceEntry entry in revision.Entries)
        {
            if (!now.Parts.TryGetValue(entry.Number, out SecurityStorePart part))
            {
                continue;
            }
            bool isExpected = before.Has(entry.Number)
                ? part != SecurityStorePart.Proof && old.TryGetValue(entry.Number, out SecurityStorePart was) && was == part
                : part != SecurityStorePart.Proof || !dangling.Contains(entry.Number, revision.Number);
            if (!isExpected)
            {
                return growth;
            }
            growth._explained.Add(entry.Number);
        }
        growth.Place = after.Catalog["DSS"] as PdfReference;
        growth.IsGrown = growth._explained.Count > 0 || !PdfEquality.Same(before.Catalog["DSS"], after.Catalog["DSS"]);
        return growth;
    }
}
