namespace Signing.Core.Verification.Changes.Ink;

/// <summary>What of the graphics state (ISO 32000-2, 8.4) decides where something is drawn, and whether it shows.</summary>
internal sealed class InkState
{
    /// <summary>To the page's user space.</summary>
    internal Matrix Transformation { get; set; } = Matrix.Identity;

    /// <summary>A box around what is not clipped away.</summary>
    internal Box Clip { get; set; } = Box.Everything;

    internal InkColor Fill { get; set; } = InkColor.Black;

    internal InkColor Stroke { get; set; } = InkColor.Black;

    internal double LineWidth { get; set; } = 1;

    /// <summary>Whether white stays white on white: with other blend modes it does not.</summary>
    internal bool IsNormal { get; set; } = true;

    internal InkFont? Font { get; set; }

    internal double FontSize { get; set; }

    internal double CharacterSpacing { get; set; }

    internal double WordSpacing { get; set; }

    internal double HorizontalScale { get; set; } = 1;

    internal double Leading { get; set; }

    internal double Rise { get; set; }

    internal long RenderingMode { get; set; }

    internal bool ShowsFill => !(Fill.IsWhite && IsNormal);

    internal bool ShowsStroke => !(Stroke.IsWhite && IsNormal);

    internal InkState Clone() => (InkState)MemberwiseClone();
}
