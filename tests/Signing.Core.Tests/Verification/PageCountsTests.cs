using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>How many pages a signature covers, and how many there are now.</summary>
public sealed class PageCountsTests
{
    private static readonly byte[] SignedTwo = new TestSignature().Apply(new TestPdf().AddPage().Build());

    public static TheoryData<string, int?, int?> Cases => new()
    {
        { "unchanged", 2, 2 }, { "signed again", 2, 2 }, { "a page added to the tree", 2, 3 }, { "a page made a tree", 2, 4 }, { "another catalog", 2, 1 },
        { "a page taken away", 2, 1 }, { "partly covered", null, 1 }, { "a tree that meets itself", null, null }, { "no tree afterwards", 2, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_Pages_AsTheRevisionsHaveThem(string name, int? covered, int? now)
    {
        VerificationReport report = Verify.Judge(Build(name));

        Assert.Equal((covered, now), (report.Signatures[0].CoveredPages, report.Document.Pages));
    }

    [Fact]
    public void Judge_EachSignature_CoversThePagesOfItsOwnRevision()
    {
        byte[] grown = Update(SignedTwo, static r => r.Put(2, "<< /Type /Pages /Count 3 /Kids [3 0 R 3 0 R 3 0 R] /MediaBox [0 0 612 792] >>"));
        VerificationReport report = Verify.Judge(new TestSignature { Field = "Signature2" }.Apply(grown));

        Assert.Equal([2, 3], report.Signatures.Select(static s => s.CoveredPages));
        Assert.Equal(3, report.Document.Pages);
    }

    [Fact]
    public void Read_SeveralRevisions_WalksAgainOnlyWhereTheTreeChanged()
    {
        byte[] document = SignedTwo;
        for (int i = 0; i < 20; i++)
        {
            document = new TestSignature { Field = $"More{i}" }.Apply(document);
        }
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(document), new PdfBudget { MaxObjects = 20_000_000 });

        var counts = PageCounts.Read(opened, Enumerable.Range(1, opened.Revisions.Count));

        Assert.All(Enumerable.Range(1, opened.Revisions.Count), revision => Assert.Equal(2, counts.At(revision)));
        Assert.Null(counts.At(opened.Revisions.Count + 1));
    }

    private static byte[] Build(string name) => name switch
    {
        "unchanged" => SignedTwo,
        "signed again" => new TestSignature { Field = "Signature2" }.Apply(SignedTwo),
        "a page added to the tree" => Update(SignedTwo, static r => r.Put(2, "<< /Type /Pages /Count 3 /Kids [3 0 R 3 0 R 3 0 R] /MediaBox [0 0 612 792] >>")),
        // The inner node stays as it is: one of its pages becomes a node of three.
        "a page made a tree" => Update(SignedTwo, static r => r.Put(3, "<< /Type /Pages /Parent 2 0 R /Count 3 /Kids [80 0 R 80 0 R 80 0 R] >>").Put(80, "<< /Type /Page /Parent 3 0 R >>")),
        "another catalog" => Update(SignedTwo, static r => r.Put(1, "<< /Type /Catalog /Pages 81 0 R >>").Put(81, "<< /Type /Pages /Count 1 /Kids [82 0 R] /MediaBox [0 0 9 9] >>").Put(82, "<< /Type /Page /Parent 81 0 R >>")),
        "a page taken away" => Update(SignedTwo, static r => r.Put(2, "<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 612 792] >>")),
        "partly covered" => Attacks.Forgeries.All.Select(static attack => attack.Build()).First(static document => Verify.Judge(document).Signatures is [{ Coverage: Coverage.Partial }, ..]),
        "a tree that meets itself" => new TestSignature().Apply(Verify.Table("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[4 0 R 3 0 R]/Count 1>>", "<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")),
        _ => Update(SignedTwo, static r => r.Put(1, "<< /Type /Catalog /Pages 83 0 R >>").Put(83, "[]")),
    };

    private static byte[] Update(byte[] document, Func<TestRevision, TestRevision> change)
    {
        using var revision = new TestRevision(document);
        return change(revision).Write();
    }
}
