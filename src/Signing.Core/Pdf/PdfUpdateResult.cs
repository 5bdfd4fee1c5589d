namespace Signing.Core.Pdf;

/// <summary>An incremental update, to be written directly after the document's last byte.</summary>
/// <param name="Bytes">The update.</param>
/// <param name="BaseLength">How long the document is without it.</param>
/// <param name="HoleStart">Where in <paramref name="Bytes"/> the hole's <c>&lt;</c> stands; -1 without a hole.</param>
/// <param name="HoleLength">How long the hole is, <c>&lt;</c> and <c>&gt;</c> counted; 0 without a hole.</param>
internal sealed record PdfUpdateResult(ReadOnlyMemory<byte> Bytes, long BaseLength, int HoleStart, int HoleLength);
