using Signing.Core.Pdf.Content.Drawings;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>The widget that an appearance is drawn for.</summary>
internal sealed record FieldFrame
{
    /// <summary>The appearance's own space.</summary>
    internal required Box Box { get; init; }

    internal required BorderStyle Style { get; init; }

    /// <summary>The colour that the field's text has by default; null where it is not known.</summary>
    internal Rgb? Ink { get; init; }

    /// <summary>Into how many cells a comb divides it; 0 for none (ISO 32000-2, table 231).</summary>
    internal long Cells { get; init; }

    internal bool IsListBox { get; init; }

    /// <summary>Whether text may begin beyond the left edge, because it is centred or ends at the right.</summary>
    internal bool IsCentred { get; init; }

    /// <summary>How far from an edge the border reaches.</summary>
    internal float Margin => (float)(2 * Style.Width) + 1.5f;
}
