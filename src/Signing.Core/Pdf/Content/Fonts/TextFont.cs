namespace Signing.Core.Pdf.Content.Fonts;

/// <summary>A font, as far as it takes to tell what a string in it says and how wide it is (ISO 32000-2, 9.5).</summary>
/// <param name="program">Where its embedded program stands; null where it has none.</param>
internal abstract class TextFont(PdfObject? program)
{
    /// <summary>Where its embedded program stands (<c>FontFile</c>, <c>FontFile2</c>, <c>FontFile3</c>); null where it has none.</summary>
    internal PdfObject? Program { get; } = program;

    /// <summary>The glyphs that a string shows, in its order.</summary>
    internal abstract IEnumerable<ShownGlyph> Read(byte[] text);
}
