using System.Numerics;

namespace Signing.Core.Pdf.Content.Drawings;

/// <summary>What one string shows, and where, in the space of the drawing.</summary>
internal sealed record TextRun
{
    /// <summary>What it says; null where that cannot be known.</summary>
    internal required string? Text { get; init; }

    /// <summary>How many glyphs it has.</summary>
    internal required int Glyphs { get; init; }

    internal required Vector2 Start { get; init; }

    internal required Vector2 End { get; init; }

    /// <summary>Which way lines run, and upwards from them; their lengths are those of the font's size.</summary>
    internal required Vector2 Along { get; init; }

    internal required Vector2 Up { get; init; }

    /// <summary>Null for a colour that is not known.</summary>
    internal required Rgb? Colour { get; init; }

    /// <summary>Whether its rendering mode shows it (ISO 32000-2, table 104).</summary>
    internal required bool IsShown { get; init; }

    /// <summary>Where it can be seen.</summary>
    internal required Box Clip { get; init; }

    internal required Fonts.TextFont? Font { get; init; }

    /// <summary>When it was drawn: what comes later covers it.</summary>
    internal required int Order { get; init; }
}
