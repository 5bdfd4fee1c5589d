using System.Numerics;

namespace Signing.Core.Pdf.Content.Drawings;

/// <summary>An upright rectangle; one whose sides have crossed is empty.</summary>
internal readonly record struct Box(float Left, float Bottom, float Right, float Top)
{
    internal static readonly Box Everywhere = new(float.MinValue, float.MinValue, float.MaxValue, float.MaxValue);

    internal float Width => Right - Left;

    internal float Height => Top - Bottom;

    internal bool IsEmpty => !(Width > 0 && Height > 0);

    /// <summary>The smallest one around points.</summary>
    internal static Box Around(IEnumerable<Vector2> points)
    {
        var box = new Box(float.MaxValue, float.MaxValue, float.MinValue, float.MinValue);
        foreach (Vector2 point in points)
        {
            box = new Box(MathF.Min(box.Left, point.X), MathF.Min(box.Bottom, point.Y), MathF.Max(box.Right, point.X), MathF.Max(box.Top, point.Y));
        }
        return box;
    }

    /// <summary>The rectangle that an array of four numbers gives by two opposite corners (ISO 32000-2, 7.9.5); null for anything else.</summary>
    internal static Box? Read(PdfView view, PdfObject? value)
    {
        if (view.Resolve(value) is not PdfArray { Count: 4 } sides)
        {
            return null;
        }
        Span<float> numbers = stackalloc float[4];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (view.Resolve(sides[i]) is not PdfNumber number)
            {
                return null;
            }
            numbers[i] = (float)number.ToDouble();
        }
        return Around([new Vector2(numbers[0], numbers[1]), new Vector2(numbers[2], numbers[3])]);
    }

    internal Vector2[] Corners() => [new(Left, Bottom), new(Right, Bottom), new(Right, Top), new(Left, Top)];

    internal Box Transform(Matrix3x2 matrix) => Around(Corners().Select(corner => Vector2.Transform(corner, matrix)));

    internal Box Intersect(Box other) => new(MathF.Max(Left, other.Left), MathF.Max(Bottom, other.Bottom), MathF.Min(Right, other.Right), MathF.Min(Top, other.Top));

    internal bool Contains(Vector2 point, float margin = 0) =>
        point.X >= Left - margin && point.X <= Right + margin && point.Y >= Bottom - margin && point.Y <= Top + margin;
}
