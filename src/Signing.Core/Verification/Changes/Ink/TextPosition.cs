namespace Signing.Core.Verification.Changes.Ink;

/// <summary>Where text is written next (ISO 32000-2, 9.4.2): the text matrix, and that of the line's beginning.</summary>
internal struct TextPosition(Matrix matrix, Matrix line)
{
    private Matrix _matrix = matrix;

    internal static TextPosition Start => new(Matrix.Identity, Matrix.Identity);

    internal readonly TextPosition NextLine(double x, double y)
    {
        Matrix next = Matrix.Translation(x, y).Then(line);
        return new TextPosition(next, next);
    }

    /// <summary>Moves back by thousandths (the numbers of <c>TJ</c>).</summary>
    internal void Adjust(double thousandths, InkState state)
    {
        double by = -thousandths / 1000 * state.FontSize;
        Move(state.Font?.IsVertical == true ? (0, by) : (by * state.HorizontalScale, 0));
    }

    /// <summary>Writes a string.</summary>
    /// <returns>What it covers, from the first character that draws to the last; null where none does.</returns>
    internal InkPath? Write(ReadOnlySpan<byte> text, InkState state)
    {
        InkFont font = state.Font ?? InkFont.Unknown;
        double size = state.FontSize;
        (double at, double first, double last) = (0, double.NaN, 0);
        for (int i = 0; i + font.CodeLength <= text.Length; i += font.CodeLength)
        {
            int code = font.CodeLength == 2 ? (text[i] << 8) | text[i + 1] : text[i];
            double moved = at + (font.IsVertical ? -size : ((font.Width(code) * size) + state.CharacterSpacing + (code == ' ' ? state.WordSpacing : 0)) * state.HorizontalScale);
            if (!font.IsSpace(code))
            {
                first = double.IsNaN(first) ? at : first;
                last = moved;
            }
            at = moved;
        }
        Matrix here = _matrix.Then(state.Transformation);
        Move(font.IsVertical ? (0, at) : (at, 0));
        if (double.IsNaN(first))
        {
            return null;
        }
        (double low, double high) = (Math.Min(first, last), Math.Max(first, last));
        (double x, double y) = (font.Overhang * Math.Abs(size), Math.Abs(size));
        Box covered = font.IsVertical
            ? new Box(-y, low - y, y, high + y)
            : new Box(low - x, state.Rise + Math.Min(font.Bottom * size, font.Top * size), high + x, state.Rise + Math.Max(font.Bottom * size, font.Top * size));
        return InkPath.Of(covered, here);
    }

    private void Move((double X, double Y) by) => _matrix = Matrix.Translation(by.X, by.Y).Then(_matrix);
}
