using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// What may change in metadata (ISO 32000-2, 14.3) and in applications' private data (14.5). Dates, and which program wrote the file, say
/// nothing of the document: every update that adds proofs writes them. What it says of itself, its title above all, may change
/// where forms may be filled in.
/// </summary>
internal static class MetadataRule
{
    // With any other it could be something else as well: a form XObject, a font program.
    private static readonly string[] StreamKeys = ["Type", "Subtype", "Length", "Filter", "DecodeParms"];

    internal static void Explain(RevisionComparison comparison)
    {
        InformationRule.Explain(comparison);
        foreach (ObjectChange change in comparison.Changes.Where(change => change.IsReplaced && !comparison.IsClaimed(change.Number)).ToArray())
        {
            if (change is { Old.Value: PdfStream old, New.Value: PdfStream now } && IsMetadata(old) && IsMetadata(now) && IsHeldAsMetadata(comparison, change.Number))
            {
                comparison.Claim(change.Number);
                TellWhatChanged(comparison, old, now, change.Number);
            }
        }
    }

    /// <summary>Whether the catalog may have this metadata stream in the place of the old one.</summary>
    internal static bool MayStandIn(RevisionComparison comparison, PdfDictionary old, PdfDictionary now)
    {
        // One that was there could have been prepared for it.
        if (now["Metadata"] is not PdfReference place || !comparison.IsAdded(place) || comparison.After.Resolve(place) is not PdfStream added || !IsMetadata(added))
        {
            return false;
        }
        comparison.Claim(place.Number);
        TellWhatChanged(comparison, comparison.Before.Get<PdfStream>(old, "Metadata"), added, place.Number);
        return true;
    }

    /// <summary>Whether an entry of private data holds what only the application that wrote it reads.</summary>
    internal static bool IsPrivateData(RevisionComparison comparison, PdfDictionary holder)
    {
        if (comparison.After.Get<PdfDictionary>(holder, "PieceInfo") is not { } pieces || !new PassiveContent(comparison).Is(holder["PieceInfo"]))
        {
            return false;
        }
        comparison.ClaimAdded(holder["PieceInfo"]);
        comparison.Log.Permit(ChangeLevel.Archival, ReasonCodes.MetadataChanged, null, ("what", "PieceInfo"));
        return pieces.Defects == PdfDictionaryDefects.None;
    }

    private static bool IsMetadata(PdfStream stream) =>
        stream.Dictionary.IsName("Type", "Metadata") && stream.Dictionary.IsName("Subtype", "XML")
        && stream.Dictionary.Defects == PdfDictionaryDefects.None && stream.Dictionary.All(static entry => StreamKeys.Contains(entry.Key));

    /// <summary>Whether the catalog and pages alone referred to an object, and as their metadata.</summary>
    private static bool IsHeldAsMetadata(RevisionComparison comparison, int number)
    {
        PdfView before = comparison.Before;
        return comparison.HoldersBefore(number).All(holder => holder >= 0 && before.TryGet(holder, out CrossReferenceEntry entry)
            && before.GetObject(holder) is PdfDictionary dictionary
            && (holder == before.CatalogReference.Number || PdfPages.IsPage(before, new PdfReference(holder, entry.Generation)))
            && References.HasOnlyUnder(dictionary, number, "Metadata"));
    }

    private static void TellWhatChanged(RevisionComparison comparison, PdfStream? old, PdfStream now, int number)
    {
        var changed = new MetadataChange();
        if (XmpProperties.Read(comparison.After, now) is { } properties && (old is null ? [] : XmpProperties.Read(comparison.Before, old)) is { } before)
        {
            changed.Add(before, properties, XmpProperties.IsIncidental);
        }
        else
        {
            changed.AddContent("XMP");
        }
        changed.Tell(comparison, number);
    }
}
