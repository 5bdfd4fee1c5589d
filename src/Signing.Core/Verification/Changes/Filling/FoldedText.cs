using System.Text;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>Texts, compared as people read them: without white space, and with one kind of quote, hyphen and ligature.</summary>
internal static class FoldedText
{
    /// <summary>Whether an appearance shows a text.</summary>
    internal static Likeness Compare(string expected, string shown)
    {
        string left = Fold(expected);
        string right = Fold(shown);
        if (left == right)
        {
            return Likeness.Same;
        }
        // Letters that are composed, and lines that run from the right, can be written in more than one order.
        return (left + right).Any(IsOrderedElsewise)
            ? Likeness.Unknown("its appearance is in a script that is not compared")
            : Likeness.Different("its appearance shows something else than its value");
    }

    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            folded.Append(c switch
            {
                '\u2018' or '\u2019' or '\u201B' or '\u02BC' or '`' => "'",
                '\u201C' or '\u201D' or '\u201F' => "\"",
                '\u00AD' or '\u2010' or '\u2011' or '\u2212' => "-",
                '\uFB00' => "ff",
                '\uFB01' => "fi",
                '\uFB02' => "fl",
                '\uFB03' => "ffi",
                '\uFB04' => "ffl",
                _ when char.IsWhiteSpace(c) || c is (< ' ' or '\uFEFF' or '\u200B' or '\u200C' or '\u200D' or '\u2060') => "",
                _ => c.ToString(),
            });
        }
        return folded.ToString();
    }

    private static bool IsOrderedElsewise(char c) =>
        c is (>= '\u0300' and <= '\u036F') or (>= '\u0590' and <= '\u08FF') or (>= '\u0900' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or (>= '\uFB1D' and <= '\uFEFC');
}
