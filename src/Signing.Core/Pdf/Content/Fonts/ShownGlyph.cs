namespace Signing.Core.Pdf.Content.Fonts;

/// <summary>One glyph that a string shows.</summary>
/// <param name="Text">What it stands for; null where that cannot be known.</param>
/// <param name="Width">How far it moves, in units of the font's size.</param>
/// <param name="IsWordSpace">Whether word spacing counts behind it: the single byte 32 (ISO 32000-2, 9.3.3).</param>
internal readonly record struct ShownGlyph(string? Text, double Width, bool IsWordSpace);
