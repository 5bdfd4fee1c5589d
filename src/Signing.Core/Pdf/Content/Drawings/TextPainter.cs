using System.Numerics;
using System.Text;
using Signing.Core.Pdf.Content.Fonts;

namespace Signing.Core.Pdf.Content.Drawings;

/// <summary>Shows text (ISO 32000-2, 9.4).</summary>
/// <param name="drawing">Takes what is shown.</param>
internal sealed class TextPainter(Drawing drawing)
{
    private const float Unit = 1000;
    private const long AddsToClip = 4;

    private Matrix3x2 _text = Matrix3x2.Identity;
    private Matrix3x2 _line = Matrix3x2.Identity;

    /// <returns>Whether it is an operator of text that takes numbers alone.</returns>
    internal bool TryApply(string name, IReadOnlyList<float> numbers, GraphicsState state)
    {
        switch (name, numbers)
        {
            case ("BT", []):
                _text = _line = Matrix3x2.Identity;
                break;
            case ("ET", []):
                break;
            case ("Tc", [var spacing]):
                state.CharacterSpacing = spacing;
                break;
            case ("Tw", [var spacing]):
                state.WordSpacing = spacing;
                break;
            case ("Tz", [var percent]):
                state.HorizontalScale = percent / 100;
                break;
            case ("TL", [var leading]):
                state.Leading = leading;
                break;
            case ("Ts", [var rise]):
                state.Rise = rise;
                break;
            case ("Tr", [var mode]):
                state.RenderingMode = (long)mode;
                break;
            case ("Td", [var x, var y]):
                Move(x, y);
                break;
            case ("TD", [var x, var y]):
                state.Leading = -y;
                Move(x, y);
                break;
            case ("Tm", [var a, var b, var c, var d, var e, var f]):
                _text = _line = new Matrix3x2(a, b, c, d, e, f);
                break;
            case ("T*", []):
                Move(0, -state.Leading);
                break;
            default:
                return false;
        }
        return true;
    }

    /// <returns>Whether it is an operator that shows text.</returns>
    internal bool TryShow(string name, IReadOnlyList<PdfObject> operands, GraphicsState state)
    {
        switch (name, operands)
        {
            case ("Tj", [PdfString text]):
                Show(text.Value, state);
                break;
            case ("'", [PdfString text]):
                Move(0, -state.Leading);
                Show(text.Value, state);
                break;
            case ("\"", [PdfNumber word, PdfNumber character, PdfString text]):
                state.WordSpacing = (float)word.ToDouble();
                state.CharacterSpacing = (float)character.ToDouble();
                Move(0, -state.Leading);
                Show(text.Value, state);
                break;
            case ("TJ", [PdfArray parts]):
                foreach (PdfObject part in parts)
                {
                    if (part is PdfString text)
                    {
                        Show(text.Value, state);
                    }
                    else if (part is PdfNumber back)
                    {
                        Advance(-(float)back.ToDouble() / Unit * state.FontSize * state.HorizontalScale);
                    }
                }
                break;
            default:
                return false;
        }
        return true;
    }

    private void Move(float x, float y) => _text = _line = Matrix3x2.CreateTranslation(x, y) * _line;

    private void Advance(float distance) => _text = Matrix3x2.CreateTranslation(distance, 0) * _text;

    private void Show(byte[] bytes, GraphicsState state)
    {
        Vector2 start = Place(state);
        var said = new StringBuilder();
        bool isKnown = state.Font is not null;
        int glyphs = 0;
        float width = 0;
        foreach (ShownGlyph glyph in state.Font?.Read(bytes) ?? [])
        {
            glyphs++;
            isKnown &= glyph.Text is not null && !glyph.Text.Contains('\uFFFD', StringComparison.Ordinal);
            said.Append(glyph.Text);
            float step = ((float)glyph.Width * state.FontSize) + state.CharacterSpacing + (glyph.IsWordSpace ? state.WordSpacing : 0);
            if (step * MathF.Sign(state.FontSize) < -MathF.Abs(state.FontSize) / 2)
            {
                drawing.Doubts("its letters run backwards");
            }
            width += step * state.HorizontalScale;
        }
        Advance(width);
        if (bytes.Length == 0)
        {
            return;
        }
        if (state.RenderingMode >= AddsToClip)
        {
            drawing.Doubts("it is cut out along letters");
        }
        Matrix3x2 matrix = new Matrix3x2(state.FontSize * state.HorizontalScale, 0, 0, state.FontSize, 0, 0) * _text * state.Matrix;
        drawing.Add(new TextRun
        {
            Text = isKnown ? said.ToString() : null,
            Glyphs = Math.Max(glyphs, 1),
            Start = start,
            End = Place(state),
            Along = Vector2.TransformNormal(Vector2.UnitX, matrix),
            Up = Vector2.TransformNormal(Vector2.UnitY, matrix),
            Colour = state.RenderingMode is 1 ? state.Stroke : state.Fill,
            IsShown = state.RenderingMode is >= 0 and <= 2,
            Clip = state.Clip,
            Font = state.Font,
            Order = drawing.NextOrder(),
        });
    }

    private Vector2 Place(GraphicsState state) => Vector2.Transform(new Vector2(0, state.Rise), _text * state.Matrix);
}
