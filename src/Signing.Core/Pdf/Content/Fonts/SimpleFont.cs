namespace Signing.Core.Pdf.Content.Fonts;

/// <summary>A font of single-byte codes: Type 1, TrueType (ISO 32000-2, 9.6).</summary>
/// <param name="program">Its embedded program.</param>
/// <param name="texts">What each code stands for.</param>
/// <param name="widths">How wide each is.</param>
internal sealed class SimpleFont(PdfObject? program, string?[] texts, double[] widths) : TextFont(program)
{
    internal override IEnumerable<ShownGlyph> Read(byte[] text) => text.Select(code => new ShownGlyph(texts[code], widths[code], code == ' '));
}
