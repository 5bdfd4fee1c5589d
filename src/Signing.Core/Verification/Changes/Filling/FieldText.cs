using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>The texts that a field's value and options hold.</summary>
internal static class FieldText
{
    private const int MostOptions = 10_000;

    /// <summary>The text of a value: a string, or a stream for a long one (ISO 32000-2, 12.7.5.3); empty for none; null for anything else.</summary>
    internal static string? Of(PdfView view, PdfObject? value) => view.Resolve(value) switch
    {
        PdfString text => text.ToText(),
        PdfStream text => new PdfString(view.Decode(text)).ToText(),
        PdfNull => "",
        _ => null,
    };

    /// <summary>The values of a choice, of which there may be several (12.7.5.4); null where they are something else.</summary>
    internal static IReadOnlyList<string>? OfChoice(PdfView view, PdfObject? value)
    {
        if (view.Resolve(value) is not PdfArray several)
        {
            return Of(view, value) is { } text ? text.Length == 0 ? [] : [text] : null;
        }
        var texts = new List<string>();
        foreach (PdfObject item in several)
        {
            if (texts.Count == MostOptions || Of(view, item) is not { } text)
            {
                return null;
            }
            texts.Add(text);
        }
        return texts;
    }

    /// <summary>What a choice offers (table 234): what is exported, and what is shown for it.</summary>
    internal static IReadOnlyList<(string Export, string Shown)> Options(PdfView view, PdfField field)
    {
        var options = new List<(string, string)>();
        foreach (PdfObject item in (field.Inherited("Opt") as PdfArray ?? []).Take(MostOptions))
        {
            PdfObject option = view.Resolve(item);
            string export = Of(view, option is PdfArray { Count: 2 } pair ? pair[0] : option) ?? "";
            options.Add((export, option is PdfArray { Count: 2 } shown ? Of(view, shown[1]) ?? "" : export));
        }
        return options;
    }
}
