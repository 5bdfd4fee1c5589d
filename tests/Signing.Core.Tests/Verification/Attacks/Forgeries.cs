using System.Text;
using Signing.Core.Tests.Cms;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>Universal signature forgery: a signature dictionary hangs in the form, and what would be checked is not there.</summary>
internal static class Forgeries
{
    private const string Name = "universal signature forgery";
    private const string Head = "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached";
    private const string Range = "/ByteRange[0 100 200 300]";

    private static readonly string Value = Convert.ToHexStringLower(TestSignature.Sign("other bytes"u8.ToArray(), TestKey.P256));

    internal static IEnumerable<Attack> All =>
    [
        Contents("empty Contents", "/Contents<>"),
        Contents("Contents of one zero", "/Contents<00>"),
        Contents("Contents of zeros", "/Contents<0000000000000000>"),
        Contents("null Contents", "/Contents null"),
        Contents("no Contents", ""),
        Contents("Contents without a value", "/Contents"),
        Contents("Contents as literal string", "/Contents(0)"),
        Contents("Contents as number", "/Contents 0"),
        Contents("Contents elsewhere", "/Contents 1 0 R"),
        ByteRange("no ByteRange", ""),
        ByteRange("null ByteRange", "/ByteRange null"),
        ByteRange("empty ByteRange", "/ByteRange[]"),
        ByteRange("ByteRange of zeros", "/ByteRange[0 0 0 0]"),
        ByteRange("ByteRange of one pair", "/ByteRange[0 100]"),
        ByteRange("ByteRange of three pairs", "/ByteRange[0 100 200 10 210 10]"),
        ByteRange("negative ByteRange", "/ByteRange[0 -100 200 300]"),
        ByteRange("ByteRange with a negative end", "/ByteRange[0 100 200 -300]"),
        ByteRange("overlapping ByteRange", "/ByteRange[0 200 100 300]"),
        ByteRange("ByteRange beyond the file", "/ByteRange[0 100 200 999999]"),
        ByteRange("ByteRange that overflows", "/ByteRange[0 100 9223372036854775807 9223372036854775807]"),
        ByteRange("ByteRange of reals", "/ByteRange[0 100.0 200 300]"),
        ByteRange("ByteRange of names", "/ByteRange[/a/b/c/d]"),
        ByteRange("ByteRange as number", "/ByteRange 0"),
        ByteRange("ByteRange not from the start", "/ByteRange[1 100 200 300]"),
        ByteRange("ByteRange around something else", Range),
        new(Name, "value as string", () => Document("(signed)"), Verdict.Invalid, ReasonCodes.SignatureMalformed),
        new(Name, "value as number", () => Document("1"), Verdict.Invalid, ReasonCodes.SignatureMalformed),
        new(Name, "empty value", () => Document("<<>>"), Verdict.Invalid, ReasonCodes.ContentsInvalid),
        new(Name, "value that is the page", () => Document("3 0 R"), Verdict.Invalid, ReasonCodes.SignatureMalformed),
        new(Name, "null value", () => Document("null"), Verdict.Unsigned, ReasonCodes.NoSignature),
        new(Name, "value that does not exist", () => Document("99 0 R"), Verdict.Unsigned, ReasonCodes.NoSignature),
        new(Name, "no SubFilter, nothing else", () => Document("<</Type/Sig>>"), Verdict.Invalid, ReasonCodes.ContentsInvalid),
        new(Name, "another Type", () => Signed("/Type /Catalog /SubFilter /ETSI.CAdES.detached"), Verdict.Invalid, ReasonCodes.SignatureMalformed),
        new(Name, "no SubFilter", () => Signed("/Type /Sig"), Verdict.Indeterminate, ReasonCodes.SubFilterUnsupported),
        new(Name, "unknown SubFilter", () => Signed("/Type /Sig /SubFilter /adbe.x509.rsa_sha1"), Verdict.Indeterminate, ReasonCodes.SubFilterUnsupported),
        new(Name, "a signature that says it is a time-stamp", () => Signed("/Type /DocTimeStamp /SubFilter /ETSI.CAdES.detached"), Verdict.Invalid, ReasonCodes.SignatureMalformed),
        new(Name, "a signature in the form of a time-stamp", () => Signed("/Type /DocTimeStamp /SubFilter /ETSI.RFC3161"), Verdict.Unsigned, ReasonCodes.TimestampInvalid),
        new(Name, "another's signature value", () => new TestSignature { Cms = static _ => Convert.FromHexString(Value) }.Apply(Verify.SmallTable), Verdict.Invalid, ReasonCodes.DigestMismatch),
        new(Name, "Contents that is no CMS", () => new TestSignature { Cms = static _ => [1, 2, 3] }.Apply(Verify.SmallTable), Verdict.Invalid, ReasonCodes.CmsMalformed),
        new(Name, "ByteRange that ends before the file", CoverLess, Verdict.Invalid, ReasonCodes.CoveragePartial),
        new(Name, "hole larger than the string", WidenHole, Verdict.Invalid, ReasonCodes.ByteRangeInvalid),
        new(Name, "white space in the hole", () => Spoil("00 00"), Verdict.Invalid, ReasonCodes.ContentsInvalid),
        new(Name, "bytes behind the CMS", () => Spoil("00001"), Verdict.Invalid, ReasonCodes.ContentsInvalid),
        new(Name, "no digit in the hole", () => Spoil("000z0"), Verdict.Invalid, ReasonCodes.DocumentRepaired),
    ];

    private static Attack Contents(string variant, string entry) =>
        new(Name, variant, () => Document($"<<{Head}{Range}{entry}>>"), Verdict.Invalid, ReasonCodes.ContentsInvalid);

    private static Attack ByteRange(string variant, string entry) =>
        new(Name, variant, () => Document($"<<{Head}{entry}/Contents<{Value}>>>"), Verdict.Invalid, ReasonCodes.ByteRangeInvalid);

    private static byte[] Document(string value) => Verify.Table(
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[4 0 R]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R]>>", $"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/Rect[0 0 0 0]/P 3 0 R/V {value}>>");

    private static byte[] Signed(string head) => new TestSignature { Head = head }.Apply(Verify.SmallTable);

    /// <summary>Signs less than the revision: the byte range ends before the closing.</summary>
    private static byte[] CoverLess() => Resign(static (document, hole, behind) => (hole, behind, document.Length - behind - 6));

    private static byte[] WidenHole() => Resign(static (document, hole, behind) => (hole - 1, behind, document.Length - behind));

    /// <summary>Signs another range of a document, as its byte range says.</summary>
    private static byte[] Resign(Func<byte[], int, int, (int First, int Second, int Length)> choose)
    {
        byte[] document = [.. Bases.Signed];
        string text = Bases.Text(document);
        int hole = text.IndexOf('<', text.IndexOf("/Contents", StringComparison.Ordinal));
        int behind = text.IndexOf('>', hole) + 1;
        (int first, int second, int length) = choose(document, hole, behind);
        int range = text.IndexOf('[', text.IndexOf("/ByteRange", StringComparison.Ordinal));
        int end = text.IndexOf(']', range);
        Encoding.ASCII.GetBytes($"[0 {first} {second} {length}".PadRight(end - range)).CopyTo(document, range);
        byte[] cms = TestSignature.Sign([.. document[..first], .. document.AsSpan(second, length)], TestKey.P256);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(cms)).CopyTo(document, hole + 1);
        return document;
    }

    /// <summary>Writes over the end of the zero padding.</summary>
    private static byte[] Spoil(string end)
    {
        byte[] document = [.. Bases.Signed];
        string text = Bases.Text(document);
        int close = text.IndexOf('>', text.IndexOf('<', text.IndexOf("/Contents", StringComparison.Ordinal)));
        Encoding.ASCII.GetBytes(end).CopyTo(document, close - end.Length);
        return document;
    }
}
