using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>What a revision did to one object number.</summary>
/// <param name="Number">The number.</param>
/// <param name="Old">The object before; null where there was none.</param>
/// <param name="New">The object now; null where there is none any more.</param>
internal sealed record ObjectChange(int Number, PdfIndirectObject? Old, PdfIndirectObject? New)
{
    internal bool IsAdded => Old is null;

    internal bool IsReplaced => Old is not null && New is not null;
}
