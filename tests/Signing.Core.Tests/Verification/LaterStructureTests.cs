using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;
using static Signing.Core.Tests.Verification.LaterChange;

namespace Signing.Core.Tests.Verification;

/// <summary>The logical structure after a signature: elements for annotations that came; what was there keeps its meaning.</summary>
public sealed class LaterStructureTests
{
    private const int Page = 3;
    private const int Root = 6;
    private const int Section = 7;
    private const int Paragraph = 8;
    private const int Tree = 9;
    private const int Leaf = 10;
    private const int Marked = 11;
    private const int Kids = 12;
    private const int Article = 13;

    private static readonly byte[] Tagged = Build();

    private static readonly Dictionary<string, LaterChange> Cases = new(StringComparer.Ordinal)
    {
        ["an element for a comment"] = Permitted(static r => Tag(r)),
        ["an element within a new one"] = Permitted(static r => Tag(r, static (note, parent) => $"<< /Type /StructElem /S /Div /P {parent} /K << /Type /StructElem /S /Annot /P {parent} /K << /Type /OBJR /Obj {note} >> >> >>")),
        ["an element with a text of its own"] = Permitted(static r => Tag(r, static (note, parent) => $"<< /Type /StructElem /S /Annot /P {parent} /Alt (a comment) /K [<< /Type /OBJR /Obj {note} /Pg 3 0 R >>] >>")),
        ["an element in a list of its own"] = Permitted(static r =>
        {
            (PdfReference note, PdfReference element) = (Comment(r), r.Update.Reserve());
            r.Update.Replace(element, TestRevision.Parse($"<< /Type /StructElem /S /Annot /P {Article} 0 R /K << /Type /OBJR /Obj {note} >> >>"));
            r.Put(Kids, $"[{element}]");
            r.Put(Leaf, $"<< /Limits [0 1] /Nums [0 {Marked} 0 R 1 {element}] >>");
        }),
        ["a leaf of the tree"] = Permitted(static r => Tag(r, tree: static (r, element) => r.Put(
            Tree, $"<< /Kids [{Leaf} 0 R {r.Add($"<< /Limits [1 1] /Nums [1 {element}] >>")}] >>"))),
        ["the next key"] = Permitted(static r => Tag(r, root: static root => root["ParentTreeNextKey"] = PdfInteger.Of(2))),
        ["an element for a signature"] = new(Tagged, static _ => { }, ChangeLevel.FormFilling, ReasonCodes.StructureAdded),

        ["an element without anything new"] = Forbidden(static r => Edit(r, Section, section => section["K"] = TestRevision.Parse(
            $"[{Paragraph} 0 R {r.Add($"<< /Type /StructElem /S /P /P {Section} 0 R /K [] /ActualText (other) >>")} << /Type /MCR /Pg 3 0 R /MCID 0 >>]"))),
        ["an element for content of the page"] = Forbidden(static r => Tag(r, static (note, parent) => $"<< /Type /StructElem /S /Annot /P {parent} /Pg 3 0 R /K [<< /Type /OBJR /Obj {note} >> 0] >>")),
        ["an element for an annotation that was there"] = Forbidden(static r => Tag(r, static (_, parent) => $"<< /Type /StructElem /S /Annot /P {parent} /K << /Type /OBJR /Obj 14 0 R >> >>")),
        ["an element that runs something"] = Forbidden(static r => Tag(r, static (note, parent) => $"<< /Type /StructElem /S /Annot /P {parent} /A << /S /JavaScript /JS (x) >> /K << /Type /OBJR /Obj {note} >> >>")),
        ["an element with a file"] = Forbidden(static r => Tag(r, static (note, parent) => $"<< /Type /StructElem /S /Annot /P {parent} /AF [] /K << /Type /OBJR /Obj {note} >> >>")),
        ["a text in the place of content"] = Forbidden(static r => Edit(r, Paragraph, static paragraph => paragraph["ActualText"] = PdfString.FromAscii("pay 9 dong"))),
        ["another alternate text"] = Forbidden(static r => { Tag(r); Edit(r, Section, static section => section["Alt"] = PdfString.FromAscii("x")); }),
        ["kids in another order"] = Forbidden(static r => Edit(r, Section, static section => section["K"] = TestRevision.Parse("[14 0 R 8 0 R]"))),
        ["no kids any more"] = Forbidden(static r => Edit(r, Section, static section => section.Remove("K"))),
        ["other roles"] = Forbidden(static r => Edit(r, Root, static root => root["RoleMap"] = TestRevision.Parse("<< /P /Artifact >>"))),
        ["other classes"] = Forbidden(static r => Edit(r, Root, static root => root["ClassMap"] = TestRevision.Parse("<< >>"))),
        ["a key of the tree leads elsewhere"] = Forbidden(static r => r.Put(Leaf, $"<< /Limits [0 0] /Nums [0 [{Section} 0 R]] >>")),
        ["a new key leads to an old element"] = Forbidden(static r => r.Put(Leaf, $"<< /Limits [0 1] /Nums [0 {Marked} 0 R 1 {Paragraph} 0 R] >>")),
        ["a key less"] = Forbidden(static r => r.Put(Leaf, "<< /Limits [0 0] /Nums [] >>")),
        ["a key twice"] = Forbidden(static r => r.Put(Leaf, $"<< /Limits [0 0] /Nums [0 {Marked} 0 R 0 {Marked} 0 R] >>")),
        ["a tree in a loop"] = Forbidden(static r => r.Put(Tree, $"<< /Kids [{Leaf} 0 R {Tree} 0 R] >>")),
        ["the elements of the page's content"] = Forbidden(static r => r.Put(Marked, $"[{Paragraph} 0 R {Section} 0 R]")),
        ["another root"] = Forbidden(static r => Edit(r, 1, static catalog => catalog["StructTreeRoot"] = TestRevision.Parse("<< /Type /StructTreeRoot >>"))),
    };

    public static TheoryData<string, int> Table => [.. from name in Cases.Keys from permission in Permissions select (name, permission)];

    [Theory]
    [MemberData(nameof(Table))]
    public void Judge_StructureAfterSignature_GrowsOnly(string name, int permission)
    {
        LaterChange change = Cases[name];
        if (name.EndsWith("signature", StringComparison.Ordinal))
        {
            AssertSignature(permission);
            return;
        }
        change.Assert(permission);
    }

    /// <summary>A further signature whose field is tagged.</summary>
    private static void AssertSignature(int permission)
    {
        var further = new TestSignature
        {
            Field = "Signature2",
            Also = static r =>
            {
                PdfReference field = ((PdfArray)r.Take(new PdfReference(Page, 0))["Annots"]!).OfType<PdfReference>().Last();
                PdfReference element = r.Add($"<< /Type /StructElem /S /Form /P {Section} 0 R /K << /Type /OBJR /Obj {field} >> >>");
                Grow(r, element);
                Edit(r, field.Number, static widget => widget["StructParent"] = PdfInteger.Of(1));
            },
        };

        SignatureReport first = Verify.Judge(further.Apply(Sign(Tagged, permission))).Signatures[0];

        Assert.Equal(permission == 1 ? Verdict.Invalid : Verdict.Valid, first.Verdict);
        Assert.Contains(first.Changes.Findings, static finding => finding.Code == ReasonCodes.StructureAdded);
    }

    private static LaterChange Permitted(Action<TestRevision> change) => new(Tagged, change, ChangeLevel.Annotations, ReasonCodes.StructureAdded);

    private static LaterChange Forbidden(Action<TestRevision> change) => new(Tagged, change, ChangeLevel.Forbidden, "");

    private static PdfReference Comment(TestRevision revision)
    {
        PdfReference note = revision.Add("<< /Type /Annot /Subtype /Square /Rect [1 1 9 9] /StructParent 1 >>");
        Annotate(revision, Page, note);
        return note;
    }

    /// <summary>A comment with an element of the structure.</summary>
    private static void Tag(
        TestRevision revision, Func<PdfReference, PdfReference, string>? element = null, Action<TestRevision, PdfReference>? tree = null, Action<PdfDictionary>? root = null)
    {
        var parent = new PdfReference(Section, 0);
        PdfReference note = Comment(revision);
        PdfReference added = revision.Add(element?.Invoke(note, parent) ?? $"<< /Type /StructElem /S /Annot /P {parent} /K << /Type /OBJR /Obj {note} >> >>");
        Grow(revision, added, tree);
        if (root is not null)
        {
            Edit(revision, Root, root);
        }
    }

    private static void Grow(TestRevision revision, PdfReference element, Action<TestRevision, PdfReference>? tree = null)
    {
        Edit(revision, Section, section => section["K"] = TestRevision.Parse($"[{Paragraph} 0 R 14 0 R {element}]"));
        if (tree is null)
        {
            revision.Put(Leaf, $"<< /Limits [0 1] /Nums [0 {Marked} 0 R 1 {element}] >>");
        }
        else
        {
            tree(revision, element);
        }
    }

    private static byte[] Build() => new TestPdf()
        .SetCatalog("StructTreeRoot", $"{Root} 0 R")
        .SetCatalog("MarkInfo", "<< /Marked true >>")
        .Put(Page, "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /StructParents 0 /Annots [15 0 R] >>")
        .Put(Root, $"<< /Type /StructTreeRoot /K [{Section} 0 R {Article} 0 R] /ParentTree {Tree} 0 R /ParentTreeNextKey 1 /RoleMap << /X /P >> >>")
        .Put(Section, $"<< /Type /StructElem /S /Sect /P {Root} 0 R /K [{Paragraph} 0 R 14 0 R] >>")
        .Put(Paragraph, $"<< /S /P /P {Section} 0 R /Pg 3 0 R /K 0 >>")
        .Put(Tree, $"<< /Kids [{Leaf} 0 R] >>")
        .Put(Leaf, $"<< /Limits [0 0] /Nums [0 {Marked} 0 R] >>")
        .Put(Marked, $"[{Paragraph} 0 R]")
        .Put(Kids, "[]")
        .Put(Article, $"<< /Type /StructElem /S /Art /P {Root} 0 R /K {Kids} 0 R >>")
        .Put(14, $"<< /Type /StructElem /S /P /P {Section} 0 R /K [] >>")
        .Put(15, "<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] >>")
        .Build();
}
