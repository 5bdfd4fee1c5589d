using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>What a field with a value has to show.</summary>
internal sealed record ExpectedText
{
    private const long Password = 1 << 13;
    private const long Combo = 1 << 17;
    private const string Masks = "*\u2022\u25CF\u2217\u00B7";

    /// <summary>The texts that say it, each in full.</summary>
    internal required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Whether its letters are hidden.</summary>
    internal bool IsMasked { get; init; }

    /// <summary>Whether an action of the field formats what is shown.</summary>
    internal bool IsFormatted { get; init; }

    /// <summary>What a list box offers; null for any other field.</summary>
    internal IReadOnlyList<string>? Options { get; init; }

    /// <summary>Which of them are chosen.</summary>
    internal IReadOnlyList<string> Chosen { get; init; } = [];

    /// <returns>Null where the value is of a kind that the field cannot have.</returns>
    internal static ExpectedText? Of(PdfView view, PdfField field)
    {
        bool isFormatted = view.Resolve(field.Inherited("AA")) is PdfDictionary actions && actions["F"] is not null;
        if (field.Type == "Tx")
        {
            return FieldText.Of(view, field.Value) is { } text
                ? new ExpectedText { Texts = [text], IsMasked = (field.Flags & Password) != 0, IsFormatted = isFormatted }
                : null;
        }
        if (FieldText.OfChoice(view, field.Value) is not { } values)
        {
            return null;
        }
        IReadOnlyList<(string Export, string Shown)> options = FieldText.Options(view, field);
        Dictionary<string, string> shown = options.DistinctBy(static option => option.Export).ToDictionary(static option => option.Export, static option => option.Shown);
        string[] chosen = [.. values.Select(value => shown.GetValueOrDefault(value, value))];
        return new ExpectedText
        {
            Texts = [string.Concat(chosen)],
            IsFormatted = isFormatted,
            Options = (field.Flags & Combo) == 0 ? [.. options.Select(static option => option.Shown)] : null,
            Chosen = chosen,
        };
    }

    internal Likeness Compare(string shown)
    {
        if (IsMasked)
        {
            bool isMask = FoldedText.Fold(shown).All(static c => Masks.Contains(c, StringComparison.Ordinal)) && (Texts[0].Length == 0 || shown.Length > 0);
            return isMask ? Likeness.Same : Likeness.Different("a password is shown");
        }
        Likeness found = Texts.Select(text => FoldedText.Compare(text, shown)).Aggregate(static (best, next) => next.IsSame == true ? next : best);
        if (found.IsSame == true || !IsFormatted)
        {
            return found;
        }
        // Scripts are not run.
        return FormattedNumber.IsShownAs(Texts[0], shown) ? Likeness.Same : Likeness.Unknown("an action formats what it shows");
    }
}
