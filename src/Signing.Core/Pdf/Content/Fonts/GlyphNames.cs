using System.Globalization;
using System.Text;

namespace Signing.Core.Pdf.Content.Fonts;

/// <summary>What glyphs stand for, by their names: those of the Latin character set (ISO 32000-2, annex D.2), of the Latin letters beyond, and <c>uniXXXX</c>.</summary>
internal static class GlyphNames
{
    private const string Ascii =
        "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash " +
        "zero one two three four five six seven eight nine colon semicolon less equal greater question " +
        "at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore " +
        "grave a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde";

    private const string Latin1 =
        "nbspace exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine guillemotleft logicalnot sfthyphen registered macron " +
        "degree plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior ordmasculine guillemotright onequarter onehalf threequarters questiondown " +
        "Agrave Aacute Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex Idieresis " +
        "Eth Ntilde Ograve Oacute Ocircumflex Otilde Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls " +
        "agrave aacute acircumflex atilde adieresis aring ae ccedilla egrave eacute ecircumflex edieresis igrave iacute icircumflex idieresis " +
        "eth ntilde ograve oacute ocircumflex otilde odieresis divide oslash ugrave uacute ucircumflex udieresis yacute thorn ydieresis";

    // Capitals, each followed by its small letter.
    private const string From0100 =
        "Amacron Abreve Aogonek Cacute Ccircumflex Cdotaccent Ccaron Dcaron Dcroat Emacron Ebreve Edotaccent Eogonek Ecaron Gcircumflex Gbreve " +
        "Gdotaccent Gcommaaccent Hcircumflex Hbar Itilde Imacron Ibreve Iogonek";

    private const string From0139 = "Lacute Lcommaaccent Lcaron Ldot Lslash Nacute Ncommaaccent Ncaron";
    private const string From014C =
        "Omacron Obreve Ohungarumlaut OE Racute Rcommaaccent Rcaron Sacute Scircumflex Scedilla Scaron Tcommaaccent Tcaron Tbar Utilde Umacron Ubreve Uring Uhungarumlaut Uogonek Wcircumflex Ycircumflex";

    private const string From0179 = "Zacute Zdotaccent Zcaron";
    private const string From1EA0 =
        "Adotbelow Ahookabove Acircumflexacute Acircumflexgrave Acircumflexhookabove Acircumflextilde Acircumflexdotbelow Abreveacute Abrevegrave Abrevehookabove Abrevetilde Abrevedotbelow " +
        "Edotbelow Ehookabove Etilde Ecircumflexacute Ecircumflexgrave Ecircumflexhookabove Ecircumflextilde Ecircumflexdotbelow Ihookabove Idotbelow " +
        "Odotbelow Ohookabove Ocircumflexacute Ocircumflexgrave Ocircumflexhookabove Ocircumflextilde Ocircumflexdotbelow Ohornacute Ohorngrave Ohornhookabove Ohorntilde Ohorndotbelow " +
        "Udotbelow Uhookabove Uhornacute Uhorngrave Uhornhookabove Uhorntilde Uhorndotbelow Ygrave Ydotbelow Yhookabove Ytilde";

    private static readonly Dictionary<string, string> Known = Make();

    /// <summary>The text of a glyph; null where its name does not say.</summary>
    internal static string? Find(string name)
    {
        if (name.IndexOf('.', StringComparison.Ordinal) is > 0 and int variant)
        {
            name = name[..variant];
        }
        return Known.TryGetValue(name, out string? text) ? text : Coded(name);
    }

    /// <summary><c>uniXXXX</c>, a UTF-16 unit after the other, or <c>uXXXX</c> to <c>uXXXXXX</c>.</summary>
    private static string? Coded(string name)
    {
        if (name.StartsWith("uni", StringComparison.Ordinal) && name.Length > 3 && (name.Length - 3) % 4 == 0)
        {
            var text = new StringBuilder();
            for (int at = 3; at < name.Length; at += 4)
            {
                if (!ushort.TryParse(name.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
                {
                    return null;
                }
                text.Append((char)unit);
            }
            return text.ToString();
        }
        return name.Length is >= 5 and <= 7 && name[0] == 'u'
            && int.TryParse(name.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) && Rune.IsValid(value)
            ? new Rune(value).ToString()
            : null;
    }

    private static Dictionary<string, string> Make()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        AddRow(' ', Ascii);
        AddRow('\u00A0', Latin1);
        AddPairs('\u0100', From0100);
        AddPairs('\u0139', From0139);
        AddPairs('\u014C', From014C);
        AddPairs('\u0179', From0179);
        AddPairs('\u01A0', "Ohorn");
        AddPairs('\u01AF', "Uhorn");
        AddPairs('\u1EA0', From1EA0);
        foreach ((string name, char letter) in (ReadOnlySpan<(string, char)>)[
            ("Ydieresis", '\u0178'), ("dotlessi", '\u0131'), ("florin", '\u0192'), ("circumflex", '\u02C6'), ("caron", '\u02C7'), ("breve", '\u02D8'),
            ("dotaccent", '\u02D9'), ("ring", '\u02DA'), ("ogonek", '\u02DB'), ("tilde", '\u02DC'), ("hungarumlaut", '\u02DD'), ("endash", '\u2013'),
            ("emdash", '\u2014'), ("quoteleft", '\u2018'), ("quoteright", '\u2019'), ("quotesinglbase", '\u201A'), ("quotedblleft", '\u201C'),
            ("quotedblright", '\u201D'), ("quotedblbase", '\u201E'), ("dagger", '\u2020'), ("daggerdbl", '\u2021'), ("bullet", '\u2022'),
            ("ellipsis", '\u2026'), ("perthousand", '\u2030'), ("guilsinglleft", '\u2039'), ("guilsinglright", '\u203A'), ("fraction", '\u2044'),
            ("dong", '\u20AB'), ("Euro", '\u20AC'), ("trademark", '\u2122'), ("minus", '\u2212'), ("fi", '\uFB01'), ("fl", '\uFB02')])
        {
            names[name] = letter.ToString();
        }
        return names;

        void AddRow(char first, string row)
        {
            foreach (string name in row.Split(' '))
            {
                names[name] = first++.ToString();
            }
        }

        void AddPairs(char first, string capitals)
        {
            foreach (string name in capitals.Split(' '))
            {
                names[name] = first++.ToString();
                names[name.StartsWith("OE", StringComparison.Ordinal) ? "oe" : char.ToLowerInvariant(name[0]) + name[1..]] = first++.ToString();
            }
        }
    }
}
