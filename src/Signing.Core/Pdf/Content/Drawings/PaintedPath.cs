using System.Numerics;

namespace Signing.Core.Pdf.Content.Drawings;

/// <summary>A path that was filled, stroked or both, its curves made lines, in the space of the drawing.</summary>
internal sealed record PaintedPath
{
    internal required IReadOnlyList<IReadOnlyList<Vector2>> Lines { get; init; }

    internal required bool IsFilled { get; init; }

    internal required bool IsStroked { get; init; }

    /// <summary>Null for a colour that is not known.</summary>
    internal required Rgb? Fill { get; init; }

    internal required Rgb? Stroke { get; init; }

    internal required float LineWidth { get; init; }

    internal required Box Clip { get; init; }

    internal required int Order { get; init; }

    internal required Box Bounds { get; init; }

    /// <summary>Whether two paint the same.</summary>
    internal bool IsLike(PaintedPath other) =>
        IsFilled == other.IsFilled && IsStroked == other.IsStroked && (!IsFilled || Fill == other.Fill) && (!IsStroked || (Stroke == other.Stroke && LineWidth.Equals(other.LineWidth)))
        && Lines.Count == other.Lines.Count && Lines.Zip(other.Lines).All(static pair => pair.First.SequenceEqual(pair.Second));
}
