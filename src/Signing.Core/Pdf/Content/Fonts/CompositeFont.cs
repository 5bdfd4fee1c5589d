using System.Buffers.Binary;

namespace Signing.Core.Pdf.Content.Fonts;

/// <summary>A Type 0 font whose codes have two bytes each (ISO 32000-2, 9.7).</summary>
/// <param name="program">The embedded program of its descendant.</param>
/// <param name="decode">What a code stands for; null where that cannot be known.</param>
/// <param name="widths">How wide glyphs are.</param>
internal sealed class CompositeFont(PdfObject? program, Func<int, string?> decode, CidWidths widths) : TextFont(program)
{
    internal override IEnumerable<ShownGlyph> Read(byte[] text)
    {
        for (int at = 0; at + 1 < text.Length; at += 2)
        {
            int code = BinaryPrimitives.ReadUInt16BigEndian(text.AsSpan(at));
            yield return new ShownGlyph(decode(code), widths.Find(code), IsWordSpace: false);
        }
        if (text.Length % 2 != 0)
        {
            yield return new ShownGlyph(null, 0, IsWordSpace: false);
        }
    }
}
