using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Signing.Fuzz.Mutation;

/// <summary>
/// Changes a document where it means something: numbers, references, names, whole objects. Most of the time the places that the
/// cross-references name move along, so that the change is reached and not just seen as damage.
/// </summary>
internal sealed partial class PdfMutator : IMutator
{
    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "2", "3", "7", "8", "15", "16", "255", "256", "65535", "65536", "100000", "8388607", "8388608", "2147483646", "2147483647", "2147483648",
        "4294967295", "4294967296", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "0.5", "-.002", "1e9",
    ];

    private static readonly string[] Names =
    [
        "Root", "Pages", "Kids", "Count", "Parent", "Type", "Page", "Catalog", "AcroForm", "Fields", "FT", "Sig", "Tx", "V", "T", "Ff", "P", "Annots", "Widget", "Subtype",
        "Length", "Filter", "DecodeParms", "FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode", "Crypt", "Predictor", "Columns", "Colors",
        "BitsPerComponent", "EarlyChange", "ObjStm", "XRef", "N", "First", "Extends", "W", "Index", "Size", "Prev", "XRefStm", "ID", "Encrypt", "Info", "Contents",
        "ByteRange", "SubFilter", "Reference", "TransformMethod", "TransformParams", "DocMDP", "FieldMDP", "Action", "Lock", "SV", "Perms", "DSS", "Certs", "CRLs", "OCSPs",
        "Resources", "MediaBox", "Rect", "Rotate", "Version", "M", "Names", "XFA",
    ];

    private static readonly string[] Words =
    [
        " ", "\n", "\r", "\0", "<<", ">>", "[", "]", "(", ")", "<", ">", "%", "{", "}", "/", "#", " obj\n", "\nendobj\n", " stream\n", "\nendstream", "xref\n", "trailer\n",
        "startxref\n", "%%EOF\n", " R ", " 1 0 R ", " 2 0 R ", "null", "true", "[[[[[[[[", "<<//<<//<<//", "/Prev 15", "/XRefStm 15", "/Length 9 0 R", "/Kids [2 0 R]",
        "/Parent 2 0 R", "/Filter [/FlateDecode /FlateDecode]", "/W [0 0 0]", "/W [8 8 8]", "/Index [0 2147483647]", "/DecodeParms << /Predictor 15 /Columns 2147483647 >>",
        "/V 1 0 R", "/AcroForm << /Fields [1 0 R 2 0 R] >>", "/Lock << /Action /All /P 1 >>", "/ByteRange [0 1 2 3]", "/Contents <00>", "/Encrypt << /Filter /Standard >>",
        "/Root 1 0 R", "/Size 1", "/Extends 1 0 R", "0000000000 65535 f \n", "0000000015 00000 n \n",
    ];

    private readonly ByteMutator _bytes = new(Words);

    public byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        byte[] bytes = input;
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            bytes = random.Next(3) == 0 ? _bytes.MutateOnce(bytes, other, random) : MutatePart(bytes, other, random);
        }
        return bytes;
    }

    private static byte[] MutatePart(byte[] input, byte[] other, Random random)
    {
        string text = Encoding.Latin1.GetString(input);
        (int at, int length, string by) = random.Next(6) switch
        {
            0 => Change(Number(), text, random, _ => Numbers[random.Next(Numbers.Length)]),
            1 => Change(Number(), text, random, m => SameLength(m, random)),
            2 => Change(Name(), text, random, _ => Names[random.Next(Names.Length)]),
            3 => Change(Reference(), text, random, _ => Pick(Reference(), text, random) ?? "1 0 R"),
            4 => Change(Body(), text, random, _ => Pick(Body(), random.Next(2) == 0 ? text : Encoding.Latin1.GetString(other), random) ?? "null"),
            _ => Change(Value(), text, random, _ => Pick(Value(), random.Next(2) == 0 ? text : Encoding.Latin1.GetString(other), random) ?? "[]"),
        };
        if (length < 0 || input.Length + by.Length - length > ByteMutator.LargestInput)
        {
            return input;
        }
        string changed = string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + length));
        if (by.Length != length && random.Next(4) > 0)
        {
            changed = Shift(changed, at, by.Length - length);
        }
        return Encoding.Latin1.GetBytes(changed);
    }

    private static (int At, int Length, string By) Change(Regex part, string text, Random random, Func<string, string> by)
    {
        Match match = Find(part, text, random);
        return match.Success ? (match.Index, match.Length, by(match.Value)) : (0, -1, "");
    }

    private static string? Pick(Regex part, string text, Random random) => Find(part, text, random) is { Success: true } match ? match.Value : null;

    private static Match Find(Regex part, string text, Random random)
    {
        Match match = part.Match(text, text.Length == 0 ? 0 : random.Next(text.Length));
        return match.Success ? match : part.Match(text);
    }

    private static string SameLength(string number, Random random)
    {
        char[] digits = number.ToCharArray();
        digits[random.Next(digits.Length)] = (char)('0' + random.Next(10));
        return new string(digits);
    }

    /// <summary>Moves every place behind a change that a table, a closing or a trailer names.</summary>
    private static string Shift(string text, int at, int by) => Place().Replace(text, match =>
    {
        Group number = match.Groups["row"].Success ? match.Groups["row"] : match.Groups["place"];
        if (!long.TryParse(number.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long place) || place <= at)
        {
            return match.Value;
        }
        // The place keeps its width, so that it moves nothing itself.
        string moved = Math.Max(0, place + by).ToString("D" + number.Length.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int start = number.Index - match.Index;
        return moved.Length != number.Length ? match.Value : string.Concat(match.ValueSpan[..start], moved, match.ValueSpan[(start + number.Length)..]);
    });

    [GeneratedRegex(@"-?\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=/)[A-Za-z0-9]+")]
    private static partial Regex Name();

    [GeneratedRegex(@"\d+ \d+ R")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<=\d obj\s)[\s\S]{1,8000}?(?=endobj)")]
    private static partial Regex Body();

    [GeneratedRegex(@"/[A-Za-z]+ ?(?:\[[^\]]{0,400}\]|<<[^>]{0,400}>>|\d+ 0 R|/[A-Za-z]+|\([^)]{0,80}\)|<[0-9A-Fa-f]{0,80}>|-?[0-9.]+)")]
    private static partial Regex Value();

    [GeneratedRegex(@"(?<row>\d{10}) \d{5} n|(?:startxref\s+|/Prev |/XRefStm )(?<place>\d+)")]
    private static partial Regex Place();
}
