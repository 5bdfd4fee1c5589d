namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>Every forgery that is made of a whole document.</summary>
internal static class AttackTable
{
    internal static IEnumerable<Attack> All =>
    [
        .. Forgeries.All, .. Incremental.All, .. Wrapping.All, .. Shadows.All, .. EvilAnnotations.All, .. SneakySignatures.All, .. Certified.All, .. DocumentStructure.All,
        .. SecondReadings.All, .. SignedAmbiguities.All, .. ObjectNumbers.All, .. HybridTables.All, .. EncryptedDocuments.All,
        .. Removals.All, .. SecurityStores.All,
    ];
}
