using System.Globalization;
using System.Text.RegularExpressions;

namespace Signing.Core.Tests.Pdf;

/// <summary>One kind of damage, as an edit of a document's text (a byte a character), and what must become of each make of document.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Ends">
/// For each make of <see cref="Makes"/>, in order: <c>R</c> repaired; <c>W</c> whole, because nothing that is needed is
/// damaged; <c>L</c> lost, a typed error; <c>S</c> repaired, which shows only when it is signed, since only that asks for a page;
/// <c>-</c> no such damage there.
/// </param>
/// <param name="Edit">Makes the damage.</param>
internal sealed partial record Damage(string Name, string Ends, Func<string, string> Edit)
{
    internal static IReadOnlyDictionary<string, Func<TestPdf>> Makes { get; } = new Dictionary<string, Func<TestPdf>>(StringComparer.Ordinal)
    {
        ["table"] = static () => Make(TestPdfForm.Table),
        ["stream"] = static () => Make(TestPdfForm.Stream),
        ["object streams"] = static () => Make(TestPdfForm.ObjectStreams),
        ["hybrid"] = static () => Make(TestPdfForm.Hybrid),
        ["table, revised"] = static () => Revised(TestPdfForm.Table),
        ["object streams, revised"] = static () => Revised(TestPdfForm.ObjectStreams),
        ["table, linearized"] = static () => Linearized(TestPdfForm.Table),
        ["stream, linearized"] = static () => Linearized(TestPdfForm.Stream),
    };

    // The columns: table, stream, object streams, hybrid; table and object streams revised; table and stream linearized.
    internal static IReadOnlyList<Damage> All { get; } =
    [
        new("none", "W W W W W W W W", static t => t),
        new("startxref a few bytes off", "R R R R R R R R", static t => StartXref(t, static n => n + 7)),
        new("startxref beyond the file", "R R R R R R R R", static t => StartXref(t, static _ => 99_999_999)),
        new("startxref without a number", "R R R R R R R R", static t => LastStartXref().Replace(t, "startxref\n%%EOF\n")),
        new("no startxref", "R R R R R R R R", static t => AllStartXrefs().Replace(t, "")),
        new("no startxref of the newest revision", "- - - - R R - -", static t => LastStartXref().Replace(t, "")),
        new("no %%EOF", "W W W W W W W W", static t => t[..t.LastIndexOf("%%EOF", StringComparison.Ordinal)]),
        new("bytes put in after the header", "R R R R R R R R", static t => t.Replace("%PDF-1.7\n", "%PDF-1.7\n% put in\n", StringComparison.Ordinal)),
        new("a byte taken out before the objects", "R R R R R R R R", static t => Once(t, "\n%\u00E2", "\n\u00E2")),
        new("LF made CR LF", "R R R R R R R R", static t => t.Replace("\n", "\r\n", StringComparison.Ordinal)),
        // Nothing moves in a table; in a stream the byte 10 may be anything.
        new("LF made CR", "W - - - W - W -", static t => t.Replace("\n", "\r", StringComparison.Ordinal)),
        new("junk before the header", "W W W W W W W W", static t => "HTTP/1.1 200 OK\r\n\r\n" + t),
        new("much junk before the header", "R R R R R R R R", static t => new string('x', 2000) + "\n" + t),
        new("junk with a header before the header", "R R R R R R R R", static t => "%PDF-1.4 mail\n" + t),
        new("a little junk after the end", "W W W W W W W W", static t => t + "<!-- served by -->"),
        new("much junk after the end", "R R R R R R R R", static t => t + new string('x', 3000)),
        new("a row of the table missing", "R - - R R - R -", static t => LastRow().Replace(t, "", 1)),
        new("half the table missing", "R - - R R - - -", static t => HalfTable().Replace(t, "$1")),
        new("a row of the table unreadable", "R - - R R - R -", static t => SecondRow().Replace(t, "$1xxxxxxxxxx")),
        new("the table begins at 1 instead of 0", "R - - R R - W -", static t => t.Replace("xref\n0 ", "xref\n1 ", StringComparison.Ordinal)),
        new("no keyword trailer", "R - - R R - R -", static t => t.Replace("trailer\n", "", StringComparison.Ordinal)),
        new("no trailer", "R - - R R - R -", static t => Trailers().Replace(t, "startxref")),
        new("no /Root", "R R R R R R R R", static t => t.Replace("/Root 1 0 R", "/Ruut 1 0 R", StringComparison.Ordinal)),
        new("no /Root in the newest trailer", "R R R R R R R R", static t => Last(t, "/Root 1 0 R", "/Ruut 1 0 R")),
        new("/Root of another object", "R R R R R R R R", static t => t.Replace("/Root 1 0 R", "/Root 9 9 R", StringComparison.Ordinal)),
        new("/Size too small", "W W W W W W W W", static t => Sizes().Replace(t, static m => "/Size " + "1".PadLeft(m.Groups[1].Length, '0'))),
        new("/Size too large", "W W W W W W W W", static t => Sizes().Replace(t, static m => "/Size " + new string('9', m.Groups[1].Length))),
        new("/Prev in a circle", "- - - - R R R R", static t => Prev().Replace(t, m => Same(m, NewestStartXref(t)))),
        new("/Prev beyond the file", "- - - - R R R R", static t => Prev().Replace(t, m => Same(m, 9_999_999))),
        new("/Prev in the middle of something", "- - - - R R R R", static t => Prev().Replace(t, m => Same(m, 33))),
        new("/Prev that is no number", "- - - - R R R R", static t => t.Replace("/Prev ", "/Prev /", StringComparison.Ordinal)),
        new("no /Type in the catalog", "W W W W W W W W", static t => t.Replace("/Type /Catalog", "/Typ2 /Catalog", StringComparison.Ordinal)),
        new("no /Type anywhere", "W W W W W W W W", static t => t.Replace("/Type /", "/Typ2 /", StringComparison.Ordinal)),
        new("content streams too short by their /Length", "W W W W W W W W", static t => ContentLength().Replace(t, "/Length 05 ")),
        new("content streams too long by their /Length", "W W W W W W W W", static t => ContentLength().Replace(t, "/Length 99 ")),
        new("content streams without /Length", "W W W W W W W W", static t => ContentLength().Replace(t, "           ")),
        new("object streams too short by their /Length", "- - R R - R - -", static t => ObjectStreamLength().Replace(t, "$1/Length 5 ")),
        new("object streams too long by their /Length", "- - R R - R - -", static t => ObjectStreamLength().Replace(t, "$1/Length 999999 ")),
        new("object streams without /Length", "- - R R - R - -", static t => ObjectStreamLength().Replace(t, "$1")),
        new("cross-reference streams with another /Length", "- R R R - R - R", static t => SectionLength().Replace(t, "$1/Length 3 ")),
        new("cross-reference streams without /Length", "- R R R - R - R", static t => SectionLength().Replace(t, "$1")),
        new("no endobj", "R R R R R R R R", static t => t.Replace("endobj\n", "", StringComparison.Ordinal)),
        new("endobj glued to what follows", "R R R R R R R R", static t => t.Replace("endobj\n", "endobj", StringComparison.Ordinal)),
        new("no endstream", "W R R R W R W R", static t => t.Replace("\nendstream\n", "\n         \n", StringComparison.Ordinal)),
        new("another number where the catalog stands", "R R - R R - R R", static t => t.Replace("\n1 0 obj", "\n77 0 obj", StringComparison.Ordinal)),
        new("another generation where the catalog stands", "R R - R R - R R", static t => t.Replace("\n1 0 obj", "\n1 3 obj", StringComparison.Ordinal)),
        new("another generation where the page tree stands", "S S - S S - S S", static t => t.Replace("\n2 0 obj", "\n2 9 obj", StringComparison.Ordinal)),
        new("the page tree overwritten", "S S - S S - S S", static t => t.Replace("\n2 0 obj", "\n2 0 xxx", StringComparison.Ordinal)),
        new("the end cut off", "R R R R R R R R", static t => t[..(t.LastIndexOf("startxref", StringComparison.Ordinal) - 25)]),
        new("the last section cut off", "R R R R R R R R", static t => t[..LastSection(t)]),
        new("cut in the middle of the catalog", "L L L L - - L L", static t => t[..(t.IndexOf("/Catalog", StringComparison.Ordinal) - 5)]),
        // Nothing but the version is lost with it.
        new("no header", "W W W W W W W W", static t => Once(t, "%PDF-1.7", "%XYZ-1.7")),
        new("no catalog", "L L L L L L L L", static t => t.Replace("/Root 1 0 R", "/Root 9 9 R", StringComparison.Ordinal).Replace("/Catalog", "/Kittens", StringComparison.Ordinal)),
        new("all zeros but the header", "L L L L L L L L", static t => t[..15] + new string('\0', t.Length - 15)),
        new("all objects zeros", "L L L L L L L L", static t => t[..15] + new string('\0', t.Length - 60) + t[^45..]),
    ];

    /// <summary>How it ends for a make.</summary>
    internal char End(string make) => Of(Ends, make);

    /// <summary>
    /// How it ends for a make that was soundly signed before: <c>R</c> not signed again; <c>W</c> read as it is, with a broken
    /// signature; <c>L</c> lost.
    /// </summary>
    internal char SignedEnd(string make) => Of(Ends, make);

    private static char Of(string ends, string make) => ends.Split(' ')[Makes.Keys.ToList().IndexOf(make)][0];

    private static TestPdf Make(TestPdfForm form) => new(form, pages: 3) { Compresses = false };

    /// <summary>With a second revision so long that the first one's closing is not near the end.</summary>
    private static TestPdf Revised(TestPdfForm form)
    {
        TestPdf pdf = Make(form).BeginRevision().AddPage();
        pdf.Add("<< >>", Enumerable.Repeat((byte)'x', 2000).ToArray());
        return pdf;
    }

    /// <summary>With the word of a first page far from the end, so that none of the other section's closings is near it.</summary>
    private static TestPdf Linearized(TestPdfForm form) => new(form, pages: 12) { Compresses = false, IsLinearized = true };

    private static string StartXref(string text, Func<long, long> change) =>
        LastStartXref().Replace(text, match => $"startxref\n{change(long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))}\n%%EOF\n");

    private static long NewestStartXref(string text) => long.Parse(LastStartXref().Match(text).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    private static int LastSection(string text)
    {
        int table = text.LastIndexOf("\nxref\n", StringComparison.Ordinal) + 1;
        int stream = text[..(text.LastIndexOf("/Type /XRef", StringComparison.Ordinal) + 1)].LastIndexOf("\nendobj", StringComparison.Ordinal) + 1;
        return Math.Max(table, stream) + 4;
    }

    /// <summary>The same number of digits, so that nothing else moves.</summary>
    private static string Same(Match match, long number) =>
        "/Prev " + number.ToString(CultureInfo.InvariantCulture).PadLeft(match.Groups[1].Length, '0');

    private static string Once(string text, string old, string replacement)
    {
        int at = text.IndexOf(old, StringComparison.Ordinal);
        return text[..at] + replacement + text[(at + old.Length)..];
    }

    private static string Last(string text, string old, string replacement)
    {
        int at = text.LastIndexOf(old, StringComparison.Ordinal);
        return text[..at] + replacement + text[(at + old.Length)..];
    }

    [GeneratedRegex(@"startxref\n(\d+)\n%%EOF\n\z")]
    private static partial Regex LastStartXref();

    [GeneratedRegex(@"startxref\n\d+\n%%EOF\n")]
    private static partial Regex AllStartXrefs();

    [GeneratedRegex(@"\d{10} \d{5} [nf] \n(?=trailer)")]
    private static partial Regex LastRow();

    [GeneratedRegex(@"(xref\n0 \d+\n(?:\d{10} \d{5} [nf] \n){2})(?:\d{10} \d{5} [nf] \n)+")]
    private static partial Regex HalfTable();

    [GeneratedRegex(@"(xref\n\d+ \d+\n(?:\d{10} 65535 f \n)?)\d{10}")]
    private static partial Regex SecondRow();

    [GeneratedRegex(@"trailer\n<<.*?>>\nstartxref")]
    private static partial Regex Trailers();

    [GeneratedRegex(@"/Size (\d+)")]
    private static partial Regex Sizes();

    [GeneratedRegex(@"/Prev (\d+)")]
    private static partial Regex Prev();

    [GeneratedRegex(@"(?<=<< )/Length \d\d ")]
    private static partial Regex ContentLength();

    [GeneratedRegex(@"(/Type /ObjStm [^>]*)/Length \d+ ")]
    private static partial Regex ObjectStreamLength();

    [GeneratedRegex(@"(/Type /XRef (?:[^>]|>(?!>))*)/Length \d+ ")]
    private static partial Regex SectionLength();
}
