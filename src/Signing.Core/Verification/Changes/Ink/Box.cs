using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes.Ink;

/// <summary>A rectangle along the axes, lower left and upper right.</summary>
internal readonly record struct Box(double Left, double Bottom, double Right, double Top)
{
    internal static Box Everything { get; } = new(double.NegativeInfinity, double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>Any two opposite corners (ISO 32000-2, 7.9.5); null where they are not four numbers.</summary>
    internal static Box? Read(PdfView view, PdfArray? corners)
    {
        if (corners is not { Count: 4 })
        {
            return null;
        }
        Span<double> sides = stackalloc double[4];
        for (int i = 0; i < 4; i++)
        {
            if (view.Resolve(corners[i]) is not PdfNumber side || !double.IsFinite(sides[i] = side.ToDouble()))
            {
                return null;
            }
        }
        return new Box(Math.Min(sides[0], sides[2]), Math.Min(sides[1], sides[3]), Math.Max(sides[0], sides[2]), Math.Max(sides[1], sides[3]));
    }

    internal bool HasArea => Left < Right && Bottom < Top;

    internal Box Intersect(in Box other) =>
        new(Math.Max(Left, other.Left), Math.Max(Bottom, other.Bottom), Math.Min(Right, other.Right), Math.Min(Top, other.Top));

    internal Box Grow(double by) => new(Left - by, Bottom - by, Right + by, Top + by);

    /// <summary>The smallest one around this one, transformed; everything where that is not to be computed.</summary>
    internal Box Under(in Matrix matrix) => Around([matrix.Apply(Left, Bottom), matrix.Apply(Right, Bottom), matrix.Apply(Right, Top), matrix.Apply(Left, Top)]);

    internal static Box Around(IReadOnlyList<(double X, double Y)> points)
    {
        (double left, double bottom, double right, double top) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        foreach ((double x, double y) in points)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                return Everything;
            }
            (left, bottom, right, top) = (Math.Min(left, x), Math.Min(bottom, y), Math.Max(right, x), Math.Max(top, y));
        }
        return new Box(left, bottom, right, top);
    }
}
