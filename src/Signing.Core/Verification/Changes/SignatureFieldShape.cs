using System.Buffers;
using System.Text;
using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>What a signature field that was added may consist of: nothing in it is anything else.</summary>
internal static class SignatureFieldShape
{
    private const int LongestBlank = 4096;

    private static readonly SearchValues<char> Idle = SearchValues.Create(" \t\f\0qQ");

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    // ISO 32000-2, table 255
    private static readonly HashSet<string> SignatureKeys = new(StringComparer.Ordinal)
    {
        "Type", "Filter", "SubFilter", "Contents", "Cert", "ByteRange", "Reference", "Changes", "Name", "M", "Location",
        "Reason", "ContactInfo", "R", "V",
    };

    /// <summary>Whether a dictionary has the keys of a signature dictionary, or names of its writer's own, and no others.</summary>
    internal static bool IsSignature(PdfDictionary signature) => signature.All(static entry => SignatureKeys.Contains(entry.Key) || IsOwnName(entry.Key));

    /// <summary>A second-class name: four characters that a developer has registered, and a name of his (ISO 32000-2, Annex E).</summary>
    private static bool IsOwnName(string key) => key.Length > 5 && key[4] is '_' or ':' && key.AsSpan(0, 4).IndexOfAnyExcept(Letters) < 0;

    /// <summary>Whether a new field, and each widget of it, holds what signature fields hold, and no action above all.</summary>
    internal static bool IsPlain(RevisionComparison comparison, PdfField field) =>
        IsPlain(comparison, field.Dictionary, field.Widgets.Count)
        && field.Widgets.All(widget => ReferenceEquals(widget.Dictionary, field.Dictionary)
            || (comparison.IsAdded(widget.Reference) && IsPlain(comparison, widget.Dictionary, widgets: 0)));

    private static bool IsPlain(RevisionComparison comparison, PdfDictionary dictionary, int widgets)
    {
        PdfView after = comparison.After;
        foreach ((string key, PdfObject value) in dictionary)
        {
            bool isExpected = key switch
            {
                "Type" => dictionary.IsName(key, "Annot"),
                "Subtype" => dictionary.IsName(key, "Widget"),
                "FT" => dictionary.IsName(key, "Sig"),
                "T" => value is PdfString name && !name.ToText().Contains('.', StringComparison.Ordinal),
                "TU" or "TM" or "DA" or "NM" or "M" => after.Resolve(value) is PdfString,
                "V" => value is PdfReference,
                "DV" => value.Equals(dictionary["V"]),
                "F" or "Ff" or "Q" or "StructParent" => after.Resolve(value) is PdfInteger,
                "Rect" => after.Resolve(value) is PdfArray { Count: 4 } rectangle && rectangle.All(static side => side is PdfNumber),
                "P" => value is PdfReference page && PdfPages.IsPage(comparison.Before, page),
                "H" => value is PdfName,
                "C" or "Border" => after.Resolve(value) is PdfArray,
                "AP" or "MK" or "BS" or "Lock" or "SV" or "DR" => after.Resolve(value) is PdfDictionary,
                "Kids" => widgets > 0,
                "Parent" => value is PdfReference,
                _ => false,
            };
            if (!isExpected)
            {
                return false;
            }
        }
        return dictionary.Defects == PdfDictionaryDefects.None;
    }

    /// <summary>Whether a widget puts anything on its page.</summary>
    internal static bool Draws(PdfView view, PdfDictionary widget)
    {
        if (view.Get<PdfArray>(widget, "Rect") is not { Count: 4 } rectangle || HasNoArea(rectangle))
        {
            return false;
        }
        // Without an appearance, viewers draw the border and background that it describes.
        return view.Get<PdfDictionary>(widget, "AP") is { } appearances
            ? !IsBlank(view, appearances)
            : view.Get<PdfDictionary>(widget, "MK") is { Count: > 0 };
    }

    private static bool IsBlank(PdfView view, PdfDictionary appearances) => appearances.All(entry => view.Resolve(entry.Value) switch
    {
        PdfStream stream => stream.Length == 0 || (stream.Length <= LongestBlank && IsBlank(view.Decode(stream))),
        PdfNull => true,
        _ => false,
    });

    /// <summary>White space, comments, and graphics states that are saved and restored: Acrobat writes layers of these.</summary>
    private static bool IsBlank(byte[] content)
    {
        foreach (string line in Encoding.Latin1.GetString(content).Split('\n', '\r'))
        {
            string drawn = line.IndexOf('%', StringComparison.Ordinal) is >= 0 and int comment ? line[..comment] : line;
            if (drawn.AsSpan().ContainsAnyExcept(Idle))
            {
                return false;
            }
        }
        return true;
    }

    private static bool HasNoArea(PdfArray rectangle) =>
        rectangle[0] is PdfNumber left && rectangle[1] is PdfNumber bottom && rectangle[2] is PdfNumber right && rectangle[3] is PdfNumber top
        && (left.ToDouble().Equals(right.ToDouble()) || bottom.ToDouble().Equals(top.ToDouble()));
}
