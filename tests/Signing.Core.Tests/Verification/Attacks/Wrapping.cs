using System.Globalization;
using System.Text;
using Signing.Core.Tests.Cms;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>
/// Signature wrapping: the second signed range moves to the end of the file, and the hole, which nobody signs, grows to
/// hold a new byte range, other objects, and a table where the signed startxref says.
/// </summary>
internal static class Wrapping
{
    private const string Name = "signature wrapping";

    internal static IEnumerable<Attack> All =>
    [
        new(Name, "a second ByteRange in the hole", () => Wrap(contentsFirst: false, closed: true), Verdict.Invalid, ReasonCodes.SignatureMalformed),
        new(Name, "the only ByteRange in the hole", () => Wrap(contentsFirst: true, closed: true), Verdict.Invalid, ReasonCodes.ByteRangeInvalid),
        new(Name, "objects behind a string that is not closed", () => Wrap(contentsFirst: true, closed: false), Verdict.Invalid, ReasonCodes.DocumentRepaired),
        new(Name, "the second range moved, the hole as it was", Move, Verdict.Invalid, ReasonCodes.TrailingData),
    ];

    private static byte[] Wrap(bool contentsFirst, bool closed)
    {
        byte[] document = new TestSignature { IsContentsFirst = contentsFirst, Room = 3000 }.Apply(Verify.SmallTable);
        string text = Bases.Text(document);
        int hole = text.IndexOf('<', text.IndexOf("/Contents", StringComparison.Ordinal));
        int behind = text.IndexOf('>', hole) + 1;
        int section = int.Parse(Bases.StartXref(document), CultureInfo.InvariantCulture);
        byte[] second = document[behind..];
        int cms = 2 * TestSignature.Sign([], TestKey.P256).Length + 8;

        // The old value cut inside its padding, the new range, another page, and at the old place a table of its own.
        string start = text[hole..(hole + 1 + (cms & ~1))] + (closed ? ">" : "");
        string range = $"/ByteRange[0 {hole} @@@@@@@@@@ {second.Length}]>>\nendobj\n";
        int evil = hole + start.Length + range.Length;
        string gap = start + range + "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>\nendobj\n";
        gap = gap.PadRight(section - hole);
        gap += $"xref\n{Rows(text, evil)}trailer\n<</Size 6/Root 1 0 R/Prev {Bases.StartXref(Verify.SmallTable)}>>\n";
        int moved = hole + gap.Length;
        int field = moved + text.LastIndexOf("\n5 0 obj", StringComparison.Ordinal) + 1 - behind;
        gap = gap.Replace("@@@@@@@@@@", moved.ToString("D10", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("##########", field.ToString("D10", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return [.. document[..hole], .. Encoding.Latin1.GetBytes(gap), .. second];
    }

    private static string Rows(string text, int evil) =>
        Bases.Row(1, text.LastIndexOf("\n1 0 obj", StringComparison.Ordinal) + 1) + Bases.Row(3, evil)
        + Bases.Row(4, text.LastIndexOf("\n4 0 obj", StringComparison.Ordinal) + 1) + "5 1\n########## 00000 n \n";

    private static byte[] Move()
    {
        byte[] document = Bases.Signed;
        int behind = Bases.Text(document).IndexOf('>', Bases.Text(document).IndexOf("/Contents", StringComparison.Ordinal)) + 1;
        return [.. document, .. document[behind..]];
    }
}
