using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>An element of the logical structure (ISO 32000-2, 14.7.2).</summary>
internal static class StructureElement
{
    internal static bool Is(PdfDictionary dictionary) => dictionary["Type"] is { } type
        ? type is PdfName { Value: "StructElem" }
        : dictionary["S"] is PdfName && dictionary["P"] is PdfReference && dictionary["Subtype"] is null;
}
