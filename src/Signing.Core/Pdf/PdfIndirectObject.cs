namespace Signing.Core.Pdf;

/// <summary>An indirect object where it stands (ISO 32000-2, 7.3.10).</summary>
/// <param name="Number">Its object number.</param>
/// <param name="Generation">Its generation number; 0 in an object stream.</param>
/// <param name="Value">What it holds.</param>
/// <param name="Offset">Where the first digit of its number stands in the file; in an object stream, where that stream's does.</param>
/// <param name="EndOffset">Where the byte after <c>endobj</c> stands; in an object stream, that stream's.</param>
/// <param name="StreamNumber">The object stream that it comes from, or null.</param>
internal sealed record PdfIndirectObject(int Number, int Generation, PdfObject Value, long Offset, long EndOffset, int? StreamNumber)
{
    public PdfReference Reference { get; } = new(Number, Generation);

    /// <summary>Whether it was read over damage: strict readers cannot read it where it stands.</summary>
    public bool IsMended { get; init; }
}
