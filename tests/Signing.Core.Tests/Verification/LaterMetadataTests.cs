using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;
using static Signing.Core.Tests.Verification.LaterChange;

namespace Signing.Core.Tests.Verification;

/// <summary>Metadata after a signature: dates and tools say nothing of the document, its title does; and nothing else passes for metadata.</summary>
public sealed class LaterMetadataTests
{
    private const int Xmp = 6;
    private const int Info = 7;
    private const int Dormant = 8;
    private const string Stream = "<< /Type /Metadata /Subtype /XML >>";

    private static readonly byte[] Described = Build(TestPdfForm.Table);
    private static readonly byte[] DescribedInStream = Build(TestPdfForm.ObjectStreams);
    private static readonly byte[] Bare = TestPdf.Create();

    private static readonly Dictionary<string, LaterChange> Cases = new(StringComparer.Ordinal)
    {
        ["information: dates and tools, in its place"] = Archival(static r => r.Put(Info, "<< /Title (Paper) /ModDate (D:20270101) /Producer (Other) /Creator (Other) >>")),
        ["information: dates, another object"] = Archival(static r => SetInfo(r, r.Add("<< /Title (Paper) /ModDate (D:20270101) >>"))),
        ["information: dates, in a document of object streams"] = Archival(static r => r.Put(Info, "<< /Title (Paper) /ModDate (D:20270101) >>")) with { Base = DescribedInStream },
        ["information: dates, where there was none"] = Archival(static r => SetInfo(r, r.Add("<< /ModDate (D:20270101) /Producer (x) >>"))) with { Base = Bare },
        ["information: its title"] = Content(static r => r.Put(Info, "<< /Title (Other) >>")),
        ["information: its title, another object"] = Content(static r => SetInfo(r, r.Add("<< /Title (Other) >>"))),
        ["information: author and keywords added"] = Content(static r => r.Put(Info, "<< /Title (Paper) /Author (An) /Keywords [(a) (b)] >>")),
        ["information: dropped"] = Content(static r => SetInfo(r, null)),
        ["information: an object that was there"] = Forbidden(static r => SetInfo(r, new PdfReference(Dormant, 0))),
        ["information: an object that was there, and is written over"] = Forbidden(static r =>
        {
            r.Put(Dormant, "<< /Title (Other) >>");
            SetInfo(r, new PdfReference(Dormant, 0));
        }),
        ["information: the page"] = Forbidden(static r => SetInfo(r, new PdfReference(3, 0))),
        ["information: a font as well"] = Forbidden(static r => r.Put(4, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>")) with
        {
            Base = new TestPdf { TrailerExtra = "/Info 4 0 R" }.Build(),
        },
        ["information: with an action"] = Forbidden(static r => r.Put(Info, "<< /Title (Paper) /A << /S /JavaScript /JS (x) >> >>")),
        ["information: no dictionary"] = Forbidden(static r => r.Put(Info, "[(Paper)]")),
        ["XMP: dates, in its place"] = Archival(static r => r.Put(Xmp, Stream, Packet("<xmp:ModifyDate>2027</xmp:ModifyDate><xmp:MetadataDate>2027</xmp:MetadataDate>"))),
        ["XMP: dates, tools and history, another object"] = Archival(static r => Edit(r, 1, catalog => catalog["Metadata"] = r.Add(
            Stream, Packet("<xmp:ModifyDate>2027</xmp:ModifyDate><pdf:Producer>x</pdf:Producer><xmp:CreatorTool>x</xmp:CreatorTool><xmpMM:History><rdf:Seq><rdf:li>saved</rdf:li></rdf:Seq></xmpMM:History>")))),
        ["XMP: dates as attributes"] = Archival(static r => r.Put(Xmp, Stream, Packet("", "xmp:ModifyDate='2027' xmpMM:InstanceID='2'"))),
        ["XMP: other white space and padding"] = new(Described, static r => r.Put(Xmp, Stream, [.. Packet("  "), .. new byte[100]]), ChangeLevel.None, ""),
        ["XMP: its title"] = Content(static r => r.Put(Xmp, Stream, Packet("<dc:title>Other</dc:title>"))),
        ["XMP: its title twice"] = Content(static r => r.Put(Xmp, Stream, Packet("<dc:title>Paper</dc:title><dc:title>Other</dc:title>"))),
        ["XMP: claims of conformance"] = Content(static r => r.Put(Xmp, Stream, Packet("<pdfaid:part>1</pdfaid:part>"))),
        ["XMP: a title in the namespace of dates"] = Content(static r => r.Put(Xmp, Stream, Packet("<dc:ModifyDate>x</dc:ModifyDate>"))),
        ["XMP: with a document type"] = Content(static r => r.Put(Xmp, Stream, Encoding.UTF8.GetBytes("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"))),
        ["XMP: no XML"] = Content(static r => r.Put(Xmp, Stream, "nothing"u8.ToArray())),
        ["XMP: where there was none"] = Content(static r => Edit(r, 1, catalog => catalog["Metadata"] = r.Add(Stream, Packet("<dc:title>Paper</dc:title>")))) with { Base = Bare },
        ["XMP: a form XObject"] = Forbidden(static r => r.Put(Xmp, "<< /Type /Metadata /Subtype /XML /BBox [0 0 9 9] >>", Packet(""))),
        ["XMP: no metadata"] = Forbidden(static r => r.Put(Xmp, "<< >>", Packet(""))),
        ["XMP: an object that was there"] = Forbidden(static r => Edit(r, 1, static catalog => catalog["Metadata"] = new PdfReference(5, 0))),
        ["XMP: dropped"] = Forbidden(static r => Edit(r, 1, static catalog => catalog.Remove("Metadata"))),
        ["XMP: page content as well"] = Forbidden(static r => r.Put(5, Stream, Packet(""))) with
        {
            Base = new TestPdf().Put(5, Stream, Packet("<dc:title>Paper</dc:title>")).SetCatalog("Metadata", "5 0 R").Build(),
        },
        ["XMP: of the page"] = Archival(static r => r.Put(Xmp, Stream, Packet("<xmp:ModifyDate>2027</xmp:ModifyDate>"))) with
        {
            Base = new TestPdf().Put(Xmp, Stream, Packet("")).Put(3, $"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Metadata {Xmp} 0 R >>").Build(),
        },
        ["private data of a page"] = Archival(static r => Edit(r, 3, page => page["PieceInfo"] = TestRevision.Parse($"<< /App << /LastModified (D:2027) /Private {r.Add("<< /X 1 >>")} >> >>"))),
        ["private data of the document"] = Archival(static r => Edit(r, 1, page => page["PieceInfo"] = TestRevision.Parse("<< /App << /LastModified (D:2027) >> >>"))),
        ["private data that is a script"] = Forbidden(static r => Edit(r, 3, static page => page["PieceInfo"] = TestRevision.Parse("<< /App << /Private << /S /JavaScript /JS (x) >> >> >>"))),
    };

    public static TheoryData<string, int> Table => [.. from name in Cases.Keys from permission in Permissions select (name, permission)];

    [Theory]
    [MemberData(nameof(Table))]
    public void Judge_MetadataAfterSignature_ByWhatItSays(string name, int permission) => Cases[name].Assert(permission);

    [Fact]
    public void Judge_TitleAndDateChanged_ToldApartByName()
    {
        byte[] document = Revise(Sign(Described, 0), static r => r.Put(Info, "<< /Title (Other) /ModDate (D:2027) >>"));

        Assert.Equal(
            ["The document's metadata was changed: Title.", "The document's metadata was changed: ModDate."],
            Verify.Judge(document).Signatures[0].Changes.Findings.Select(static finding => finding.Message));
    }

    [Fact]
    public void Judge_ThousandsOfProperties_FewNamed()
    {
        string many = string.Concat(Enumerable.Range(0, 5000).Select(static i => $"<dc:a{i}><b><c/></b></dc:a{i}>"));
        byte[] document = Revise(Sign(Described, 0), r => r.Put(Xmp, Stream, Packet(many)));

        Assert.InRange(Assert.Single(Verify.Judge(document).Signatures[0].Changes.Findings).Message.Length, 1, 500);
    }

    private static LaterChange Archival(Action<TestRevision> change) => new(Described, change, ChangeLevel.Archival, ReasonCodes.MetadataChanged);

    private static LaterChange Content(Action<TestRevision> change) => new(Described, change, ChangeLevel.FormFilling, ReasonCodes.MetadataChanged);

    private static LaterChange Forbidden(Action<TestRevision> change) => new(Described, change, ChangeLevel.Forbidden, "");

    /// <summary>Leads the update's trailer to another object, or none.</summary>
    private static void SetInfo(TestRevision revision, PdfReference? place) => revision.Edit = text => text
        .Replace($"/Info {Info} 0 R", "", StringComparison.Ordinal)
        .Replace("/Root 1 0 R", place is null ? "/Root 1 0 R" : $"/Root 1 0 R /Info {place}", StringComparison.Ordinal);

    private static byte[] Build(TestPdfForm form) => new TestPdf(form) { TrailerExtra = $"/Info {Info} 0 R" }
        .Put(Xmp, Stream, Packet(""))
        .Put(Info, "<< /Title (Paper) >>")
        .Put(Dormant, "<< /Title (Other) >>")
        .SetCatalog("Metadata", $"{Xmp} 0 R")
        .Build();

    private static byte[] Packet(string properties, string attributes = "") => Encoding.UTF8.GetBytes($"""
        <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
          xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" {attributes}>{properties}</rdf:Description>
        </rdf:RDF></x:xmpmeta>
        <?xpacket end="w"?>
        """);
}
