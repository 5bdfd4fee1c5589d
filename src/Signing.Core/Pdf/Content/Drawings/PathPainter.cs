using System.Numerics;

namespace Signing.Core.Pdf.Content.Drawings;

/// <summary>Builds paths, paints them and clips with them (ISO 32000-2, 8.5).</summary>
/// <param name="drawing">Takes what is painted.</param>
internal sealed class PathPainter(Drawing drawing)
{
    private const int StepsOfCurve = 8;
    private const int MostPoints = 100_000;

    private readonly List<List<Vector2>> _lines = [];
    private int _points;
    private bool _clips;

    /// <returns>Whether it is an operator of paths.</returns>
    internal bool TryApply(string name, IReadOnlyList<float> numbers, GraphicsState state)
    {
        switch (name, numbers)
        {
            case ("m", [var x, var y]):
                _lines.Add([]);
                Add(x, y, state);
                break;
            case ("l", [var x, var y]):
                Add(x, y, state);
                break;
            case ("c", [var x1, var y1, var x2, var y2, var x3, var y3]):
                AddCurve(At(x1, y1, state), At(x2, y2, state), At(x3, y3, state));
                break;
            case ("v", [var x2, var y2, var x3, var y3]) when Last() is { } from:
                AddCurve(from, At(x2, y2, state), At(x3, y3, state));
                break;
            case ("y", [var x1, var y1, var x3, var y3]):
                AddCurve(At(x1, y1, state), At(x3, y3, state), At(x3, y3, state));
                break;
            case ("h", []):
                Close();
                break;
            case ("re", [var x, var y, var width, var height]):
                _lines.Add([]);
                Add(x, y, state);
                Add(x + width, y, state);
                Add(x + width, y + height, state);
                Add(x, y + height, state);
                Close();
                break;
            case ("W" or "W*", []):
                _clips = true;
                break;
            case ("n", []):
                Paint(state, fills: false, strokes: false);
                break;
            case ("f" or "F" or "f*", []):
                Paint(state, fills: true, strokes: false);
                break;
            case ("S", []):
                Paint(state, fills: false, strokes: true);
                break;
            case ("s", []):
                Close();
                Paint(state, fills: false, strokes: true);
                break;
            case ("B" or "B*", []):
                Paint(state, fills: true, strokes: true);
                break;
            case ("b" or "b*", []):
                Close();
                Paint(state, fills: true, strokes: true);
                break;
            default:
                return false;
        }
        return true;
    }

    private static Vector2 At(float x, float y, GraphicsState state) => Vector2.Transform(new Vector2(x, y), state.Matrix);

    private Vector2? Last() => _lines is [.., { Count: > 0 } line] ? line[^1] : null;

    private void Add(float x, float y, GraphicsState state) => Add(At(x, y, state));

    private void Add(Vector2 point)
    {
        if (_lines.Count == 0 || ++_points > MostPoints)
        {
            drawing.Doubts("a path without a beginning, or without an end");
            return;
        }
        _lines[^1].Add(point);
    }

    private void AddCurve(Vector2 first, Vector2 second, Vector2 end)
    {
        if (Last() is not { } start)
        {
            drawing.Doubts("a path without a beginning, or without an end");
            return;
        }
        for (int step = 1; step <= StepsOfCurve; step++)
        {
            float t = (float)step / StepsOfCurve;
            float u = 1 - t;
            Add((u * u * u * start) + (3 * u * u * t * first) + (3 * u * t * t * second) + (t * t * t * end));
        }
    }

    private void Close()
    {
        if (_lines is [.., { Count: > 0 } line])
        {
            Add(line[0]);
        }
    }

    private void Paint(GraphicsState state, bool fills, bool strokes)
    {
        if ((fills || strokes) && _lines.Count > 0)
        {
            drawing.Add(new PaintedPath
            {
                Lines = [.. _lines.Select(static line => line.ToArray())],
                Bounds = Box.Around(_lines.SelectMany(static line => line)),
                IsFilled = fills,
                IsStroked = strokes,
                Fill = state.Fill,
                Stroke = state.Stroke,
                LineWidth = state.LineWidth * MathF.Sqrt(MathF.Abs(state.Matrix.GetDeterminant())),
                Clip = state.Clip,
                Order = drawing.NextOrder(),
            });
        }
        if (_clips)
        {
            if (!IsRectangle())
            {
                drawing.Doubts("it is cut out along a path that is no rectangle");
            }
            state.Clip = state.Clip.Intersect(Box.Around(_lines.SelectMany(static line => line)));
        }
        _lines.Clear();
        _clips = false;
    }

    private bool IsRectangle()
    {
        if (_lines is not [var line] || line.Count is not (4 or 5))
        {
            return false;
        }
        var bounds = Box.Around(line);
        const float Near = 0.01f;
        return line.TrueForAll(point => (MathF.Abs(point.X - bounds.Left) < Near || MathF.Abs(point.X - bounds.Right) < Near)
            && (MathF.Abs(point.Y - bounds.Bottom) < Near || MathF.Abs(point.Y - bounds.Top) < Near));
    }
}
