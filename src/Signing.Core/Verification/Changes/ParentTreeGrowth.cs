using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>Explains that the parent tree (ISO 32000-2, 14.7.5.4), a number tree, grew by keys that it did not have.</summary>
internal sealed class ParentTreeGrowth
{
    private readonly RevisionComparison _comparison;
    private readonly HashSet<int> _nodes = [];

    private ParentTreeGrowth(RevisionComparison comparison) => _comparison = comparison;

    /// <summary>Whether it changed, and in no other way.</summary>
    internal bool IsGrown { get; private set; }

    /// <param name="comparison">The two revisions.</param>
    /// <param name="root">Where the root of the structure stands; null where the catalog holds it.</param>
    /// <param name="old">The root before.</param>
    /// <param name="now">The root.</param>
    /// <param name="isExplained">Whether a new key may lead to a value.</param>
    internal static ParentTreeGrowth Find(RevisionComparison comparison, PdfReference? root, PdfDictionary old, PdfDictionary now, Func<PdfObject, bool> isExplained)
    {
        var growth = new ParentTreeGrowth(comparison);
        bool mayHaveChanged = !PdfEquality.Same(old["ParentTree"], now["ParentTree"])
            || comparison.Changes.Any(static change => change.Old?.Value is PdfArray || (change.Old?.Value is PdfDictionary node && (node["Nums"] is not null || node["Kids"] is not null)));
        if (!mayHaveChanged)
        {
            return growth;
        }
        var nodes = new HashSet<int>();
        SortedDictionary<long, PdfObject>? before = Read(comparison.Before, old["ParentTree"], nodes);
        SortedDictionary<long, PdfObject>? after = Read(comparison.After, now["ParentTree"], growth._nodes);
        growth.IsGrown = before is not null && after is not null
            && before.All(entry => after.TryGetValue(entry.Key, out PdfObject? value) && PdfEquality.Same(entry.Value, value))
            && after.All(entry => before.ContainsKey(entry.Key) || isExplained(entry.Value))
            && growth._nodes.All(node => comparison.Find(node) switch
            {
                null or { IsAdded: true } => true,
                { IsReplaced: true } => nodes.Contains(node) && growth.IsHeldByTree(node, root, nodes),
                _ => false,
            })
            && (growth._nodes.Any(comparison.IsChangedObject) || !PdfEquality.Same(old["ParentTree"], now["ParentTree"]));
        return growth;
    }

    internal void Claim()
    {
        foreach (int node in _nodes.Where(_comparison.IsChangedObject))
        {
            _comparison.Claim(node);
        }
    }

    private bool IsHeldByTree(int node, PdfReference? root, HashSet<int> nodes)
    {
        int holds = root?.Number ?? _comparison.Before.CatalogReference.Number;
        return _comparison.HoldersBefore(node).All(holder => nodes.Contains(holder)
            || (holder == holds && _comparison.Before.GetObject(holder) is PdfDictionary dictionary
                && References.HasOnlyUnder(dictionary, node, root is null ? "StructTreeRoot" : "ParentTree")));
    }

    /// <summary>All entries of a number tree (7.9.7); null where it is none.</summary>
    /// <param name="view">The revision.</param>
    /// <param name="tree">Its root.</param>
    /// <param name="nodes">Takes the objects that it consists of.</param>
    private static SortedDictionary<long, PdfObject>? Read(PdfView view, PdfObject? tree, HashSet<int> nodes)
    {
        var entries = new SortedDictionary<long, PdfObject>();
        if (tree is null)
        {
            return entries;
        }
        var open = new Stack<PdfObject>([tree]);
        while (open.TryPop(out PdfObject? at))
        {
            view.Document.Meter.CountObject();
            if ((at is PdfReference place && !nodes.Add(place.Number)) || view.Resolve(at) is not PdfDictionary { Defects: PdfDictionaryDefects.None } node
                || !node.All(static entry => entry.Key is "Nums" or "Kids" or "Limits" or "Type"))
            {
                return null;
            }
            if (!ReadLeaf(view, node["Nums"], nodes, entries))
            {
                return null;
            }
            if (node["Kids"] is { } below)
            {
                if (Take(view, below, nodes) is not { } kids)
                {
                    return null;
                }
                foreach (PdfObject kid in kids)
                {
                    open.Push(kid);
                }
            }
        }
        return entries;
    }

    private static bool ReadLeaf(PdfView view, PdfObject? leaf, HashSet<int> nodes, SortedDictionary<long, PdfObject> entries)
    {
        if (leaf is null)
        {
            return true;
        }
        if (Take(view, leaf, nodes) is not { } pairs || pairs.Count % 2 != 0)
        {
            return false;
        }
        for (int i = 0; i < pairs.Count; i += 2)
        {
            view.Document.Meter.Tick();
            if (pairs[i] is not PdfInteger key || !entries.TryAdd(key.Value, pairs[i + 1]))
            {
                return false;
            }
        }
        return true;
    }

    private static PdfArray? Take(PdfView view, PdfObject list, HashSet<int> nodes) =>
        list is PdfReference place && !nodes.Add(place.Number) ? null : view.Resolve(list) as PdfArray;
}
