namespace Signing.Core.Pdf.CrossReferences;

/// <summary>What closes a section: <c>startxref</c>, a number, <c>%%EOF</c> (ISO 32000-2, 7.5.5).</summary>
/// <param name="StartXref">The number, as written.</param>
/// <param name="EndOffset">Where the byte after the end-of-file marker and its line ending stands.</param>
internal readonly record struct SectionClosing(long StartXref, long EndOffset);
