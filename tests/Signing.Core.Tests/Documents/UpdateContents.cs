using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Documents;

/// <summary>What the last revision of a document holds, in words.</summary>
internal static class UpdateContents
{
    private static readonly string[] Order = ["catalog", "page", "annots", "form", "fields", "field", "+sig", "+field", "+appearance"];

    /// <summary>
    /// The objects of the update by what they are, new ones with a plus; its own cross-reference stream aside. That the section
    /// has the form of the one before and chains to it is asserted on the way.
    /// </summary>
    internal static string Describe(byte[] before, byte[] after)
    {
        using PdfDocument old = PdfTesting.Open(before);
        using PdfDocument document = PdfTesting.Open(after);
        AssertSection(old, document);
        Dictionary<int, string> names = Name(old, document);
        var found = new List<string>();
        foreach (CrossReferenceEntry entry in document.Revisions[^1].Entries)
        {
            if (entry.Offset == document.Revisions[^1].StartXref + document.HeaderOffset)
            {
                continue;
            }
            Assert.Equal(CrossReferenceKind.InFile, entry.Kind);
            Assert.True(entry.Offset >= before.Length, $"Object {entry.Number} stands in the original.");
            found.Add((old.Current.TryGet(entry.Number, out _) ? "" : "+") + names.GetValueOrDefault(entry.Number, $"object {entry.Number}"));
        }
        return string.Join(' ', found.OrderBy(static what => Array.IndexOf(Order, what)));
    }

    private static void AssertSection(PdfDocument old, PdfDocument document)
    {
        PdfRevision last = old.Revisions[^1];
        PdfRevision added = document.Revisions[^1];
        Assert.Equal(old.Revisions.Count + 1, document.Revisions.Count);
        Assert.Equal(last.Form == CrossReferenceForm.Stream ? CrossReferenceForm.Stream : CrossReferenceForm.Table, added.Form);
        Assert.Equal(last.StartXref, ((PdfInteger)added.Trailer["Prev"]!).Value);
        Assert.Null(added.Trailer["XRefStm"]);
        Assert.Equal(document.HighestNumberEnd, ((PdfInteger)added.Trailer["Size"]!).Value);
        Assert.Equal($"{last.Trailer["Root"]}", $"{added.Trailer["Root"]}");
        Assert.Equal($"{last.Trailer["Info"]}", $"{added.Trailer["Info"]}");
        Assert.Equal(
            (old.Current.Resolve(last.Trailer["ID"]) as PdfArray)?[0].ToString(),
            (document.Current.Resolve(added.Trailer["ID"]) as PdfArray)?[0].ToString());
        Assert.False(document.HasTrailingData);
    }

    private static Dictionary<int, string> Name(PdfDocument old, PdfDocument document)
    {
        PdfView view = document.Current;
        var names = new Dictionary<int, string> { [view.CatalogReference.Number] = "catalog" };
        if (PdfPages.Get(old.Current, 0) is { } page)
        {
            Put(page.Reference, "page");
            Put(page.Dictionary["Annots"], "annots");
        }
        Put(old.Current.Catalog["AcroForm"], "form");
        Put((old.Current.Resolve(old.Current.Catalog["AcroForm"]) as PdfDictionary)?["Fields"], "fields");
        foreach (PdfField field in PdfForm.Read(view).Fields.Where(static f => f.Type == "Sig"))
        {
            Put(field.Reference, "field");
            Put(field.ValueReference, "sig");
            Put((field.Dictionary["AP"] as PdfDictionary)?["N"], "appearance");
        }
        return names;

        void Put(PdfObject? reference, string name)
        {
            if (reference is PdfReference { Number: var number })
            {
                names[number] = name;
            }
        }
    }
}
