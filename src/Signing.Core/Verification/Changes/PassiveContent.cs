using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Whether new objects are something to be looked at and no more: nothing in them runs, fetches or submits, is a file, a field or a
/// signature, comes from another file, or can be switched on and off.
/// </summary>
/// <param name="comparison">The two revisions.</param>
internal sealed class PassiveContent(RevisionComparison comparison)
{
    // ISO 32000-2, tables 201 and 202; GoTo alone stays within the document.
    private static readonly HashSet<string> Actions = new(StringComparer.Ordinal)
    {
        "GoToR", "GoToE", "GoToDp", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named", "SubmitForm", "ResetForm", "ImportData",
        "JavaScript", "SetOCGState", "Rendition", "Trans", "GoTo3DView", "RichMediaExecute",
    };

    private readonly HashSet<int> _known = [];

    /// <summary>Whether a value, and every new object that it leads to, is passive. What was known before is asked about once.</summary>
    internal bool Is(PdfObject? value)
    {
        var open = new Stack<PdfObject>();
        Open(value);
        while (open.TryPop(out PdfObject? next))
        {
            comparison.Before.Document.Meter.Tick();
            switch (next)
            {
                case PdfReference reference:
                    if (comparison.Find(reference.Number) is { IsAdded: true } added && _known.Add(reference.Number))
                    {
                        Open(added.New!.Value);
                    }
                    break;
                case PdfArray array:
                    foreach (PdfObject item in array)
                    {
                        Open(item);
                    }
                    break;
                case PdfStream stream:
                    if (stream.Dictionary["F"] is not null)
                    {
                        return false;
                    }
                    Open(stream.Dictionary);
                    break;
                case PdfDictionary dictionary:
                    if (!IsPassive(dictionary))
                    {
                        return false;
                    }
                    foreach ((_, PdfObject item) in dictionary)
                    {
                        Open(item);
                    }
                    break;
            }
        }
        return true;

        void Open(PdfObject? item)
        {
            if (item is PdfReference or PdfArray or PdfStream or PdfDictionary)
            {
                open.Push(item);
            }
        }
    }

    /// <summary>Optional content that was there, and is what it was: who made the document gave it its state (8.11).</summary>
    internal bool IsKnownLayer(PdfObject? value) =>
        value is null || (value is PdfReference && !comparison.IsChanged(value) && comparison.Before.Resolve(value) is PdfDictionary);

    private bool IsPassive(PdfDictionary dictionary) =>
        dictionary.Defects == PdfDictionaryDefects.None
        && !(comparison.After.Resolve(dictionary["S"]) is PdfName action && Actions.Contains(action.Value))
        && dictionary["JS"] is null && dictionary["AA"] is null && dictionary["EF"] is null && dictionary["RF"] is null
        && dictionary["FT"] is null && dictionary["ByteRange"] is null
        && dictionary["Ref"] is not PdfDictionary && dictionary["OPI"] is null && !dictionary.IsName("Subtype", "PS") && dictionary["Subtype2"] is null
        && comparison.After.Resolve(dictionary["Type"]) is not PdfName { Value: "OCG" or "OCMD" or "EmbeddedFile" }
        && IsKnownLayer(dictionary["OC"]);
}
