using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// What may change in the catalog: the form, by the rule of forms; validation data; metadata; a later version. Nothing else (ISO 32000-2, 7.7.2).
/// </summary>
internal static class CatalogRule
{
    internal static void Explain(RevisionComparison comparison)
    {
        SecurityStoreGrowth store = SecurityStoreGrowth.Find(comparison);
        if (store.IsGrown)
        {
            store.Claim(comparison);
            comparison.Log.Permit(ChangeLevel.Archival, ReasonCodes.ValidationDataAdded, store.Place?.Number);
        }
        PdfDictionary old = comparison.Before.Catalog;
        PdfDictionary now = comparison.After.Catalog;
        var extensions = new ExtensionsGrowth(comparison);
        bool areExtended = now["Extensions"] is not null && extensions.Explain();
        int number = comparison.After.CatalogReference.Number;
        if (old["Perms"] is PdfReference permissions && permissions.Equals(now["Perms"]) && comparison.IsChanged(permissions)
            && comparison.IsHeldOnlyBy(permissions.Number, number) && AreUsageRightsDropped(comparison, permissions, permissions))
        {
            comparison.Claim(permissions.Number);
        }
        if (comparison.Find(number) is not { IsReplaced: true } || comparison.IsClaimed(number))
        {
            return;
        }
        foreach (string key in PdfEquality.Differences(old, now))
        {
            bool isPermitted = key switch
            {
                "Type" => old[key] is null && now.IsName(key, "Catalog"),
                // The form is compared as what the two are, wherever they stand.
                "AcroForm" => true,
                "DSS" => store.IsGrown,
                "Extensions" => areExtended,
                "Version" => IsLater(old[key], now[key]),
                "Metadata" => MetadataRule.MayStandIn(comparison, old, now),
                "PieceInfo" => MetadataRule.IsPrivateData(comparison, now),
                "Perms" => AreUsageRightsDropped(comparison, old[key], now[key]),
                _ => false,
            };
            if (!isPermitted)
            {
                comparison.Log.Forbid(key == "Perms" ? "the permissions of the document changed" : $"the catalog's /{key} changed", number);
            }
        }
        if (now.Defects != PdfDictionaryDefects.None)
        {
            comparison.Log.Forbid("a key stands twice in the catalog, or has no value", number);
        }
        comparison.Claim(number);
    }

    /// <summary>What a viewer may do with the document (12.8.2.3) changes nothing in it. Signers drop that, for it ends with any change.</summary>
    private static bool AreUsageRightsDropped(RevisionComparison comparison, PdfObject? old, PdfObject? now)
    {
        if (comparison.Before.Resolve(old) is not PdfDictionary before || comparison.After.Resolve(now) is not (PdfNull or PdfDictionary { Defects: PdfDictionaryDefects.None }))
        {
            return false;
        }
        PdfDictionary after = comparison.After.Resolve(now) as PdfDictionary ?? [];
        bool isDropped = PdfEquality.Differences(before, after).All(key => key is "UR" or "UR3" && after[key] is null);
        if (isDropped && comparison.IsAdded(now))
        {
            comparison.Claim(((PdfReference)now!).Number);
        }
        return isDropped;
    }

    private static bool IsLater(PdfObject? old, PdfObject? now) =>
        now is PdfName { Value: { Length: 3 } later } && char.IsAsciiDigit(later[0]) && later[1] == '.' && char.IsAsciiDigit(later[2])
        && (old is null || (old is PdfName earlier && string.CompareOrdinal(later, earlier.Value) > 0));
}
