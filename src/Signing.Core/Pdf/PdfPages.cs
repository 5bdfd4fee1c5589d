using Signing.Core.Pdf.Repair;

namespace Signing.Core.Pdf;

/// <summary>The page tree (ISO 32000-2, 7.7.3), walked down from the catalog. <c>/Count</c> is not believed.</summary>
internal static class PdfPages
{
    public static int Count(PdfView view) => All(view).Count();

    /// <summary>The page with this index, from 0; null where there are fewer.</summary>
    public static PdfPage? Get(PdfView view, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return All(view).Skip(index).FirstOrDefault();
    }

    /// <summary>Whether a reference leads to a page: by its type, or where a writer left that out, by its place in the tree.</summary>
    public static bool IsPage(PdfView view, PdfReference reference) =>
        view.Resolve(reference) is PdfDictionary page
        && (page["Type"] is { } type ? view.Resolve(type) is PdfName { Value: "Page" } : All(view).Any(found => reference.Equals(found.Reference)));

    /// <summary>Whether the catalog leads to no page tree.</summary>
    public static bool AreLost(PdfView view) => view.Get<PdfDictionary>(view.Catalog, "Pages") is null;

    /// <summary>The pages in order. An inner node that is met twice is damage: a loop, or a tree that grows without end.</summary>
    public static IEnumerable<PdfPage> All(PdfView view)
    {
        var visited = new HashSet<PdfReference>();
        var open = new Stack<(PdfPageNode Node, PdfArray Kids, int Next)>();
        int index = 0;
        if (view.Catalog["Pages"] is PdfReference root)
        {
            visited.Add(root);
        }
        PdfDictionary tree = Tree(view);
        var top = new PdfPageNode(view, tree, null, 0);
        if (view.Resolve(tree["Kids"]) is not PdfArray topKids)
        {
            // A tree that is one page, without a node above it.
            if (tree.IsName("Type", "Page"))
            {
                yield return new PdfPage(0, view.Catalog["Pages"] as PdfReference, tree, top);
            }
            yield break;
        }
        open.Push((top, topKids, 0));
        while (open.TryPop(out (PdfPageNode Node, PdfArray Kids, int Next) at))
        {
            if (at.Next >= at.Kids.Count)
            {
                continue;
            }
            view.Document.Meter.CountObject();
            open.Push((at.Node, at.Kids, at.Next + 1));
            PdfObject kid = at.Kids[at.Next];
            if (view.Resolve(kid) is not PdfDictionary dictionary)
            {
                continue;
            }
            var node = new PdfPageNode(view, dictionary, at.Node, at.Node.Depth + 1);
            if (view.Resolve(dictionary["Kids"]) is PdfArray kids && !dictionary.IsName("Type", "Page"))
            {
                if (kid is PdfReference reference && !visited.Add(reference))
                {
                    throw PdfError.Damaged($"the page tree meets object {reference.Number} twice", dictionary.Offset);
                }
                view.Document.Meter.CheckDepth(node.Depth);
                open.Push((node, kids, 0));
            }
            else
            {
                yield return new PdfPage(index++, kid as PdfReference, dictionary, node);
            }
        }
    }

    private static PdfDictionary Tree(PdfView view) => view.Get<PdfDictionary>(view.Catalog, "Pages")
        ?? (view.Document.IsRepaired ? LostPages.Gather(view) : throw PdfError.Damaged("the catalog's /Pages leads to no page tree", view.Catalog.Offset));
}
