using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>The value of a signature field where it was first seen.</summary>
/// <param name="Field">Its field, in that revision.</param>
/// <param name="Dictionary">The signature dictionary; null where the field holds something else.</param>
/// <param name="SubFilter">Its <c>/SubFilter</c>, which names the form of the signature.</param>
/// <param name="Revision">The first revision that holds it, counted from 1.</param>
/// <param name="IsRemoved">Whether the newest revision no longer holds it.</param>
internal sealed record FoundSignature(PdfField Field, PdfDictionary? Dictionary, string? SubFilter, int Revision, bool IsRemoved)
{
    private const string TimestampSubFilter = "ETSI.RFC3161";

    /// <summary>A document time-stamp is one by its form, whatever its <c>/Type</c> says (ISO 32000-2, 12.8.5).</summary>
    internal SignatureKind Kind => SubFilter == TimestampSubFilter ? SignatureKind.DocumentTimestamp : SignatureKind.Signature;
}
