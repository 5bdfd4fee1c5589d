using System.Globalization;
using System.Text;
using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>What may change in the document information dictionary (ISO 32000-2, 14.3.3).</summary>
internal static class InformationRule
{
    /// <summary>The entries of an interactive form (ISO 32000-2, table 224).</summary>
    private static readonly HashSet<string> FormKeys = new(StringComparer.Ordinal) { "Fields", "NeedAppearances", "SigFlags", "CO", "DR", "DA", "Q", "XFA" };

    internal static void Explain(RevisionComparison comparison)
    {
        PdfObject? old = comparison.Before.Trailer["Info"];
        PdfObject? now = comparison.After.Trailer["Info"];
        int? number = (now as PdfReference)?.Number;
        bool isSame = PdfEquality.Same(old, now);
        if (isSame && !comparison.IsChanged(now))
        {
            return;
        }
        // Some writers make one object the form as well: what is the form's, its rules explain.
        bool isForm = isSame && now is PdfReference && PdfEquality.Same(now, comparison.Before.Catalog["AcroForm"]) && PdfEquality.Same(now, comparison.After.Catalog["AcroForm"]);
        bool isOwn = now switch
        {
            _ when isForm => true,
            null or PdfDictionary => true,
            // Another one that was there could have been prepared for it.
            PdfReference place when comparison.Find(place.Number) is { } change => change.IsAdded || (isSame && change.IsReplaced && IsHeldByTrailers(comparison, place.Number)),
            _ => false,
        };
        if (!isOwn || Entries(comparison.After, now, isForm) is not { } entries || Entries(comparison.Before, old, isForm) is not { } before)
        {
            comparison.Log.Forbid("the document information became another object", number);
            return;
        }
        if (!isForm)
        {
            if (number is { } claimed)
            {
                comparison.Claim(claimed);
            }
            comparison.ClaimAdded(comparison.After.Resolve(now));
        }
        var changed = new MetadataChange();
        changed.Add(before, entries, static name => name is "ModDate" or "Producer" or "Creator");
        changed.Tell(comparison, number);
    }

    /// <summary>Trailers only: those that are cross-reference streams are objects.</summary>
    private static bool IsHeldByTrailers(RevisionComparison comparison, int number) => comparison.HoldersBefore(number).All(holder =>
        holder >= 0 && comparison.Before.GetObject(holder) is PdfStream { Dictionary: var section } && section.IsName("Type", "XRef")
        && References.HasOnlyUnder(section, number, "Info"));

    /// <summary>The entries, each as text that is the same for the same value; null where there is something that belongs into none.</summary>
    private static SortedDictionary<string, string>? Entries(PdfView view, PdfObject? information, bool isForm)
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        switch (view.Resolve(information))
        {
            case PdfNull:
                return entries;
            case PdfDictionary { Defects: PdfDictionaryDefects.None } dictionary:
                var text = new StringBuilder();
                foreach ((string key, PdfObject value) in dictionary)
                {
                    text.Clear();
                    if (isForm && FormKeys.Contains(key))
                    {
                        continue;
                    }
                    if (!Write(view, value, text, isInner: false))
                    {
                        return null;
                    }
                    if (text.Length > 0)
                    {
                        entries[key] = text.ToString();
                    }
                }
                return entries;
            default:
                return null;
        }
    }

    private static bool Write(PdfView view, PdfObject value, StringBuilder text, bool isInner)
    {
        switch (view.Resolve(value))
        {
            case PdfNull:
                return true;
            case PdfString written:
                text.Append('(').Append(written.ToText()).Append(')');
                return true;
            case PdfName name:
                text.Append('/').Append(name.Value);
                return true;
            case PdfNumber number:
                text.Append(CultureInfo.InvariantCulture, $" {number.ToDouble()}");
                return true;
            case PdfBoolean flag:
                text.Append(flag.Value ? " true" : " false");
                return true;
            case PdfArray { Count: <= 1000 } list when !isInner:
                foreach (PdfObject item in list)
                {
                    if (!Write(view, item, text, isInner: true))
                    {
                        return false;
                    }
                }
                return true;
            default:
                return false;
        }
    }
}
