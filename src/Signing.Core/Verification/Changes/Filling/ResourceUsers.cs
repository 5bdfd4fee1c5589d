using Signing.Core.Pdf;
using Signing.Core.Pdf.Content;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>
/// Those who draw with a dictionary of resources besides the form. A name that is added to it must be new to them: one that they use in vain
/// would begin to show something.
/// </summary>
/// <param name="before">The revision before.</param>
/// <param name="holdersOf">Who referred to an object.</param>
/// <param name="added">The names that were added.</param>
internal sealed class ResourceUsers(PdfView before, Func<int, IEnumerable<int>> holdersOf, HashSet<string> added)
{
    private const int MostPages = 1000;
    private const int Deepest = 3;

    /// <param name="number">The dictionary.</param>
    /// <param name="owners">The form, and its own dictionary of resources.</param>
    internal bool AreOthersUnaffected(int number, int[] owners) => AreUnaffected(number, owners, 0);

    private bool AreUnaffected(int number, int[] owners, int depth) => depth < Deepest && holdersOf(number).All(holder => owners switch
    {
        [var form, ..] when holder == form => true,
        // The form's own dictionary may be that of pages, too.
        [_, var own] when holder == own => AreUnaffected(own, owners[..1], depth + 1),
        _ => holder >= 0 && IsUnaffected(holder, before.GetObject(holder), owners, depth),
    });

    private bool IsUnaffected(int number, PdfObject holder, int[] owners, int depth) => holder switch
    {
        PdfStream form => form.Dictionary["Subtype"] is PdfName { Value: "Form" } && LendsNone(form.Dictionary) && UsesNone(before.Decode(form)),
        PdfDictionary page when page.IsName("Type", "Page") => LendsNone(page) && UsesNone(page),
        PdfDictionary node when node.IsName("Type", "Pages") => LendsNone(node) && PdfPages.All(before).Take(MostPages + 1).ToArray() is { Length: <= MostPages } pages && pages.All(page => UsesNone(page.Dictionary)),
        // A dictionary of resources, of whatever has it.
        PdfDictionary resources => resources["Type"] is null && AreUnaffected(number, owners, depth + 1),
        _ => false,
    };

    private bool UsesNone(PdfDictionary page)
    {
        PdfObject contents = before.Resolve(page["Contents"]);
        byte[] whole = [.. (contents as PdfArray ?? [contents]).Select(before.Resolve).OfType<PdfStream>().SelectMany(part => before.Decode(part).Append((byte)'\n'))];
        return UsesNone(whole);
    }

    /// <summary>Whether no form is drawn with these resources because it has none of its own.</summary>
    private bool LendsNone(PdfDictionary holder) => before.Get<PdfDictionary>(holder, "Resources") is not { } resources
        || (before.Get<PdfDictionary>(resources, "XObject") ?? []).All(entry => before.Resolve(entry.Value) is not PdfStream form
            || form.Dictionary["Subtype"] is not PdfName { Value: "Form" } || form.Dictionary["Resources"] is not null);

    /// <summary>Whether content uses none of the names.</summary>
    private bool UsesNone(byte[] content) => ContentReader.Read(content, before.Document.Meter).All(operation =>
        operation.Operands.All(operand => operand is not PdfName name || !added.Contains(name.Value)));
}
