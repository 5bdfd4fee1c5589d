namespace Signing.Core.Verification.Changes.Ink;

/// <summary>A path (ISO 32000-2, 8.5.2) in the page's user space, curves as short lines.</summary>
internal sealed class InkPath
{
    private const int LinesOfCurve = 12;

    private readonly List<List<(double X, double Y)>> _parts = [];

    internal bool IsEmpty => _parts.Count == 0;

    /// <summary>Four corners, closed.</summary>
    internal static InkPath Of(in Box box, in Matrix matrix)
    {
        var path = new InkPath();
        path.AddRectangle(box.Left, box.Bottom, box.Right - box.Left, box.Top - box.Bottom, matrix);
        return path;
    }

    internal void MoveTo((double X, double Y) point) => _parts.Add([point]);

    internal void LineTo((double X, double Y) point) => Part(point).Add(point);

    internal void CurveTo((double X, double Y)? first, (double X, double Y) second, (double X, double Y) end)
    {
        List<(double X, double Y)> part = Part(end);
        (double X, double Y) start = part[^1];
        (double X, double Y) one = first ?? start;
        for (int i = 1; i <= LinesOfCurve; i++)
        {
            double t = (double)i / LinesOfCurve;
            double u = 1 - t;
            part.Add((
                (u * u * u * start.X) + (3 * u * u * t * one.X) + (3 * u * t * t * second.X) + (t * t * t * end.X),
                (u * u * u * start.Y) + (3 * u * u * t * one.Y) + (3 * u * t * t * second.Y) + (t * t * t * end.Y)));
        }
    }

    internal void Close()
    {
        if (!IsEmpty)
        {
            _parts[^1].Add(_parts[^1][0]);
            MoveTo(_parts[^1][0]);
        }
    }

    internal void AddRectangle(double x, double y, double width, double height, in Matrix matrix)
    {
        MoveTo(matrix.Apply(x, y));
        LineTo(matrix.Apply(x + width, y));
        LineTo(matrix.Apply(x + width, y + height));
        LineTo(matrix.Apply(x, y + height));
        Close();
    }

    internal Box Bounds() => IsEmpty ? default : Box.Around([.. _parts.SelectMany(static part => part)]);

    /// <summary>Whether one of its lines, as thick as <paramref name="width"/>, runs through a box.</summary>
    internal bool Strokes(in Box box, double width)
    {
        Box wide = box.Grow(width);
        foreach (List<(double X, double Y)> part in _parts)
        {
            for (int i = 1; i < part.Count; i++)
            {
                if (Meets(wide, part[i - 1], part[i]))
                {
                    return true;
                }
            }
        }
        return false;
    }

    /// <summary>Whether a part of the area that it encloses lies in a box.</summary>
    internal bool Fills(in Box box, bool isEvenOdd)
    {
        // Each part is closed for filling (8.5.3.3).
        var closed = new InkPath();
        closed._parts.AddRange(_parts.Select(static part => (List<(double X, double Y)>)[.. part, part[0]]));
        if (closed.Strokes(box, 0))
        {
            return true;
        }
        // No line is in the box: it lies within as a whole, or without.
        (double x, double y) = ((box.Left + box.Right) / 2, (box.Bottom + box.Top) / 2);
        int winding = 0;
        foreach (List<(double X, double Y)> part in closed._parts)
        {
            for (int i = 1; i < part.Count; i++)
            {
                ((double X, double Y) from, (double X, double Y) to) = (part[i - 1], part[i]);
                if (from.Y <= y != to.Y <= y && x < from.X + ((y - from.Y) / (to.Y - from.Y) * (to.X - from.X)))
                {
                    winding += from.Y <= y ? 1 : -1;
                }
            }
        }
        return isEvenOdd ? winding % 2 != 0 : winding != 0;
    }

    /// <summary>Liang and Barsky: whether a line has a point inside a box. What cannot be computed does.</summary>
    private static bool Meets(in Box box, (double X, double Y) from, (double X, double Y) to)
    {
        (double dx, double dy) = (to.X - from.X, to.Y - from.Y);
        if (!double.IsFinite(dx) || !double.IsFinite(dy))
        {
            return true;
        }
        (double enter, double leave) = (0, 1);
        return Clip(dx, box.Left - from.X, box.Right - from.X, ref enter, ref leave)
            && Clip(dy, box.Bottom - from.Y, box.Top - from.Y, ref enter, ref leave) && enter <= leave;
    }

    private static bool Clip(double delta, double low, double high, ref double enter, ref double leave)
    {
        if (delta == 0)
        {
            return low < 0 && high > 0;
        }
        (double first, double last) = delta > 0 ? (low / delta, high / delta) : (high / delta, low / delta);
        enter = Math.Max(enter, first);
        leave = Math.Min(leave, last);
        return enter < leave || (enter <= leave && first < last);
    }

    private List<(double X, double Y)> Part((double X, double Y) point)
    {
        if (IsEmpty)
        {
            MoveTo(point);
        }
        return _parts[^1];
    }
}
