using System.Text;
using Signing.Core.Tests.Pdf;
using static Signing.Core.Tests.Documents.SoundDocuments;

namespace Signing.Core.Tests.Documents;

/// <summary>How objects may be written (ISO 32000-2, 7.2 and 7.3).</summary>
internal static class SoundSyntax
{
    internal static readonly Dictionary<string, SoundDocument> All = new()
    {
        ["comments everywhere"] = Of(Commented),
        ["lines that end with CR"] = new SoundDocument(static () => Encoding.Latin1.GetBytes(
            Encoding.Latin1.GetString(ByHand("", "").Build()).Replace("\n", "\r", StringComparison.Ordinal).Replace(" \r", " \n", StringComparison.Ordinal).Replace("stream\r", "stream\n", StringComparison.Ordinal))),
        ["lines that end with CR LF"] = Of(CrLf),
        ["one very long line"] = Of(static () => ByHand($"/PieceInfo << /Long [{string.Concat(Enumerable.Repeat("1 ", 100_000))}] >>", "")),
        ["a string of 200,000 bytes"] = Of(static () => ByHand($"/PieceInfo << /Long ({new string('x', 200_000)}) >>", "")),
        ["a dictionary of 5,000 keys"] = Of(static () => ByHand($"/PieceInfo << {string.Concat(Enumerable.Range(0, 5000).Select(static i => $"/K{i} {i} "))} >>", "")),
        ["arrays in arrays, 80 deep"] = Of(static () => ByHand($"/PieceInfo << /Deep {new string('[', 80)}{new string(']', 80)} >>", "")),
        ["names with escapes"] = Of(static () => ByHand("/PieceInfo << /A#20B#23#2F#28 /#E1#BA#A5 >>", "/#54abs /S")),
        ["keys written with escapes"] = Of(static () => ByHand("/#50ageMode /UseNone", "/R#6ftate 90")),
        ["an empty name as key"] = Of(static () => ByHand("/PieceInfo << / (empty) /B / >>", "")),
        ["names in bytes beyond ASCII"] = Of(static () => ByHand("/PieceInfo << /T\u00EAn /Gi\u00E1 >>", "")),
        ["nothing between tokens"] = Of(static () => ByHand("/PieceInfo<</A[1(two)<33>/Four<<>>true]>>", "")),
        ["numbers of all kinds"] = Of(static () => ByHand("/PieceInfo << /N [+5 -0 .5 -.5 5. 000123 -17.000 1234567890123 0.00000000001] >>", "")),
        ["strings of all kinds"] = Of(static () => ByHand(@"/PieceInfo << /S [(\(\)) ((nested (parentheses))) (\101\7\53x) (line\" + "\n" + "goes on) (two\r\nlines) <4> <48 65\n6C> () <>] >>", "")),
        ["null values"] = Of(static () => ByHand("/Names null /Outlines 99 0 R /PieceInfo << /A null /B [null null] >>", "/Thumb null")),
        ["a null object"] = Of(static () => new TestPdf().Put(6, "null").SetCatalog("PieceInfo", "6 0 R")),
        ["a stream whose data is elsewhere"] = Of(static () => new TestPdf().Put(6, "<< /F (elsewhere.bin) /FFilter /FlateDecode >>", []).SetCatalog("PieceInfo", "<< /A 6 0 R >>")),
        ["a stream whose length comes later"] = Of(static () => new TestPdf().Put(5, "<< /Length 99 0 R >>", "BT /F1 24 Tf 72 720 Td (Later) Tj ET"u8.ToArray()).Put(99, "36")),
        ["a stream with CR LF after its keyword"] = Of(static () => new TestPdfText().Basics("/PieceInfo << /A 6 0 R >>")
            .Object(6, "<< /Length 4 >>\nstream\r\ndata\r\nendstream").Table().End()),
        ["%%EOF without a line end"] = Of(static () => ByHand("", "", "%%EOF")),
        ["no %%EOF"] = Of(static () => ByHand("", "", "")),
        ["%%EOF and a CR"] = Of(static () => ByHand("", "", "%%EOF\r")),
        ["white space after %%EOF"] = Of(static () => ByHand("", "", "%%EOF\n\r\n \t\n\n")),
        ["NUL bytes after %%EOF"] = Of(static () => ByHand("", "", "%%EOF\n" + new string('\0', 3000))),
        ["white space before the table"] = Of(static () => new TestPdfText().Basics().Section("\n\n  xref\n0 6\n0000000000 65535 f \n{1} 00000 n \n{2} 00000 n \n{3} 00000 n \n{4} 00000 n \n{5} 00000 n \ntrailer\n<< /Root 1 0 R /Size 6 >>\n").End()),
        ["white space and comments within the closing"] = Of(static () => new TestPdfText().Basics().Table().Text("startxref\n\n  {prev}  \n\n%%EOF\n")),
    };

    private static TestPdfText ByHand(string catalog, string page, string end = "%%EOF\n") => new TestPdfText().Basics(catalog, page).Table().End(end);

    private static TestPdfText Commented() => new TestPdfText("%PDF-1.7\n% a comment\n%endobj startxref\n")
        .Object(1, "% first\n<< % in it\n/Type%here\n/Catalog /Pages % a reference\n2 % of\n0 % three\nR >> % last")
        .Object(2, "<< /Type /Pages /Count 1 /Kids [ % kids\n3 0 R % one\n] /MediaBox [0 0 612 792] >>")
        .Object(3, "<< /Type /Page /Parent 2 0 R % >>\n>>")
        .Text("% between objects: 7 0 obj << >> endobj\n")
        .Table("0 4\n0000000000 65535 f \n{1} 00000 n \n{2} 00000 n \n{3} 00000 n \n", "/Size 4 % trailing\n")
        .End();

    private static TestPdfText CrLf() => new TestPdfText("%PDF-1.7\r\n")
        .Object(1, "<< /Type /Catalog\r\n/Pages 2 0 R >>\r").Object(2, "<< /Type /Pages /Count 1\r\n/Kids [3 0 R] /MediaBox [0 0 612 792] >>\r").Object(3, "<< /Type /Page /Parent 2 0 R >>\r")
        .Section("xref\r\n0 4\r\n0000000000 65535 f\r\n{1} 00000 n\r\n{2} 00000 n\r\n{3} 00000 n\r\ntrailer\r\n<< /Root 1 0 R /Size 4 >>\r\n")
        .End("%%EOF\r\n");
}
