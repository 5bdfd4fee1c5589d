using Signing.Core.Pdf;
using Signing.Core.Verification.Ambiguity;

namespace Signing.Core.Creation;

/// <summary>Finds what there is to remark about a document that is signed.</summary>
internal static class SigningNotes
{
    internal static IReadOnlyList<SigningNote> Of(PdfDocument document, ReachableAmbiguity ambiguity)
    {
        var notes = new List<SigningNote>();
        PdfView view = document.Current;
        if (document.IsRepaired)
        {
            notes.Add(SigningNote.Of(SigningNoteCodes.DocumentRepaired, ("what", document.Damages[0].What), ("offset", document.Damages[0].Offset)));
        }
        // What a repaired document has, its note says.
        if ((ambiguity.Lasting ?? (document.IsRepaired ? null : ambiguity.Mended)) is { } told)
        {
            notes.Add(SigningNote.Of(SigningNoteCodes.AmbiguousStructure, [.. told.Facts.Select(static fact => (fact.Key, (object?)fact.Value))]));
        }
        if (PdfForm.HasXfa(view))
        {
            notes.Add(SigningNote.Of(SigningNoteCodes.XfaKept));
        }
        // UR is the older name of UR3 (ISO 32000-1, table 258).
        if (view.Get<PdfDictionary>(view.Catalog, "Perms") is { } permissions && (permissions["UR3"] ?? permissions["UR"]) is not null)
        {
            notes.Add(SigningNote.Of(SigningNoteCodes.UsageRightsKept));
        }
        return notes;
    }
}
