using System.Numerics;
using Signing.Core.Pdf.Content.Fonts;

namespace Signing.Core.Pdf.Content.Drawings;

/// <summary>The graphics state (ISO 32000-2, 8.4), as far as it says what is seen and where.</summary>
internal sealed record GraphicsState
{
    internal Matrix3x2 Matrix { get; set; } = Matrix3x2.Identity;

    internal Box Clip { get; set; } = Box.Everywhere;

    /// <summary>Null for a colour that is not known.</summary>
    internal Rgb? Fill { get; set; } = Rgb.Black;

    internal Rgb? Stroke { get; set; } = Rgb.Black;

    /// <summary>Whether the numbers of a colour are those of gray, RGB or CMYK.</summary>
    internal bool FillsPlainly { get; set; } = true;

    internal bool StrokesPlainly { get; set; } = true;

    internal float LineWidth { get; set; } = 1;

    internal TextFont? Font { get; set; }

    internal float FontSize { get; set; }

    internal float CharacterSpacing { get; set; }

    internal float WordSpacing { get; set; }

    /// <summary>1 for glyphs as wide as they are.</summary>
    internal float HorizontalScale { get; set; } = 1;

    internal float Leading { get; set; }

    internal float Rise { get; set; }

    internal long RenderingMode { get; set; }
}
