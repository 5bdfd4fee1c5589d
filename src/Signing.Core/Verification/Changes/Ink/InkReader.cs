using Signing.Core.Pdf;
using Signing.Core.Pdf.Content;

namespace Signing.Core.Verification.Changes.Ink;

/// <summary>
/// Draws the content of a page (ISO 32000-2, 8 and 9) as far as it takes to know whether anything of it shows in a box. White on white
/// does not; whatever cannot be known does.
/// </summary>
/// <param name="view">The revision.</param>
/// <param name="target">The box, in the page's user space.</param>
internal sealed class InkReader(PdfView view, Box target)
{
    private const int MostContent = 4 << 20;
    private const int DeepestForm = 16;
    private const int MostSaved = 10_000;

    private readonly Stack<InkState> _saved = [];
    private readonly Dictionary<PdfDictionary, InkFont> _fonts = [];
    private InkState _state = new();
    private InkPath _path = new();
    private (double X, double Y) _point;
    private TextPosition _text = TextPosition.Start;
    private bool _isClipping;
    private int _read;

    /// <summary>Whether content shows in the box.</summary>
    /// <param name="content">The decoded content.</param>
    /// <param name="resources">What its names mean.</param>
    internal bool Shows(byte[] content, PdfDictionary? resources) => Shows(content, resources ?? [], depth: 0);

    /// <summary>Whether a form XObject shows in the box (8.10).</summary>
    /// <param name="form">The form.</param>
    /// <param name="placement">From the space in which the form stands, to the page's user space.</param>
    internal bool Shows(PdfStream form, in Matrix placement)
    {
        _state.Transformation = placement;
        return ShowsForm(form, [], depth: 0);
    }

    private bool Shows(byte[] content, PdfDictionary resources, int depth)
    {
        if (depth > DeepestForm || (_read += content.Length) > MostContent)
        {
            return true;
        }
        int saved = _saved.Count;
        foreach (ContentOperation operation in ContentReader.Read(content, view.Document.Meter))
        {
            if (Shows(operation, resources, depth, saved))
            {
                return true;
            }
        }
        return false;
    }

    private bool Shows(in ContentOperation operation, PdfDictionary resources, int depth, int saved)
    {
        IReadOnlyList<PdfObject> operands = operation.Operands;
        switch (operation.Operator)
        {
            case "q" when _saved.Count >= MostSaved:
                return true;
            case "q":
                _saved.Push(_state.Clone());
                break;
            case "Q" when _saved.Count > saved:
                _state = _saved.Pop();
                break;
            case "cm":
                _state.Transformation = Matrix.Read(operands) is { } matrix ? matrix.Then(_state.Transformation) : _state.Transformation;
                break;
            case "w":
                _state.LineWidth = Number(operands, 0);
                break;
            case "gs":
                SetParameters(Resource(resources, "ExtGState", operands) as PdfDictionary);
                break;
            case "Do":
                return Resource(resources, "XObject", operands) is PdfStream drawn && ShowsDrawn(drawn, resources, depth);
            case "BI":
                return operation.Image is { } inline && ShowsImage((inline.Dictionary["IM"] ?? inline.Dictionary["ImageMask"]) is PdfBoolean { Value: true });
            case "sh":
                return target.Intersect(_state.Clip).HasArea;
            default:
                return SetColor(operation, resources) || SetText(operation, resources) ? false : ShowsText(operation) || Draws(operation);
        }
        return false;
    }

    /// <summary>Path construction, clipping and painting (8.5).</summary>
    private bool Draws(in ContentOperation operation)
    {
        IReadOnlyList<PdfObject> operands = operation.Operands;
        switch (operation.Operator)
        {
            case "m":
                _path.MoveTo(_point = At(operands, 0));
                return false;
            case "l":
                _path.LineTo(_point = At(operands, 0));
                return false;
            case "c":
                _path.CurveTo(At(operands, 0), At(operands, 2), _point = At(operands, 4));
                return false;
            case "v":
                _path.CurveTo(null, At(operands, 0), _point = At(operands, 2));
                return false;
            case "y":
                _path.CurveTo(At(operands, 0), At(operands, 2), _point = At(operands, 2));
                return false;
            case "h":
                _path.Close();
                return false;
            case "re":
                _path.AddRectangle(Number(operands, 0), Number(operands, 1), Number(operands, 2), Number(operands, 3), _state.Transformation);
                return false;
            case "W" or "W*":
                _isClipping = true;
                return false;
            case "n":
                return Paints(isFilled: false, isStroked: false);
            case "S":
                return Paints(isFilled: false, isStroked: true);
            case "s":
                _path.Close();
                return Paints(isFilled: false, isStroked: true);
            case "f" or "F":
                return Paints(isFilled: true, isStroked: false);
            case "f*":
                return Paints(isFilled: true, isStroked: false, isEvenOdd: true);
            case "B":
                return Paints(isFilled: true, isStroked: true);
            case "B*":
                return Paints(isFilled: true, isStroked: true, isEvenOdd: true);
            case "b" or "b*":
                _path.Close();
                return Paints(isFilled: true, isStroked: true, operation.Operator == "b*");
            default:
                return false;
        }
    }

    private bool Paints(bool isFilled, bool isStroked, bool isEvenOdd = false)
    {
        Box box = target.Intersect(_state.Clip);
        bool shows = box.HasArea
            && ((isFilled && _state.ShowsFill && _path.Fills(box, isEvenOdd))
                || (isStroked && _state.ShowsStroke && _path.Strokes(box, Thickness())));
        if (_isClipping && !_path.IsEmpty)
        {
            _state.Clip = _state.Clip.Intersect(_path.Bounds());
        }
        _isClipping = false;
        _path = new InkPath();
        return shows;
    }

    /// <summary>A whole width to each side, for corners reach further out than lines.</summary>
    private double Thickness() => Math.Max(Math.Abs(_state.LineWidth) * _state.Transformation.Scale, 0.5);

    private bool ShowsDrawn(PdfStream drawn, PdfDictionary resources, int depth) => (view.Resolve(drawn.Dictionary["Subtype"]) as PdfName)?.Value switch
    {
        "Image" => ShowsImage(view.Resolve(drawn.Dictionary["ImageMask"]) is PdfBoolean { Value: true }),
        "Form" => ShowsForm(drawn, resources, depth),
        "PS" => false,
        _ => true,
    };

    private bool ShowsImage(bool isMask)
    {
        Box box = target.Intersect(_state.Clip);
        return box.HasArea && (!isMask || _state.ShowsFill) && InkPath.Of(new Box(0, 0, 1, 1), _state.Transformation).Fills(box, isEvenOdd: false);
    }

    private bool ShowsForm(PdfStream form, PdfDictionary resources, int depth)
    {
        (InkState outer, InkPath path, TextPosition text) = (_state, _path, _text);
        (_state, _path) = (outer.Clone(), new InkPath());
        if (view.Resolve(form.Dictionary["Matrix"]) is PdfArray matrix && Matrix.Read([.. matrix.Select(view.Resolve)]) is { } own)
        {
            _state.Transformation = own.Then(_state.Transformation);
        }
        if (Box.Read(view, view.Resolve(form.Dictionary["BBox"]) as PdfArray) is { } box)
        {
            _state.Clip = _state.Clip.Intersect(box.Under(_state.Transformation));
        }
        bool shows = target.Intersect(_state.Clip).HasArea
            && Shows(view.Decode(form), view.Resolve(form.Dictionary["Resources"]) as PdfDictionary ?? resources, depth + 1);
        (_state, _path, _text) = (outer, path, text);
        return shows;
    }

    private void SetParameters(PdfDictionary? parameters)
    {
        if (parameters is null)
        {
            return;
        }
        if (view.Resolve(parameters["LW"]) is PdfNumber width)
        {
            _state.LineWidth = width.ToDouble();
        }
        if (view.Resolve(parameters["BM"]) is not PdfNull and var mode)
        {
            _state.IsNormal = mode is PdfName { Value: "Normal" or "Compatible" };
        }
        if (view.Resolve(parameters["Font"]) is PdfArray { Count: 2 } font && view.Resolve(font[0]) is PdfDictionary dictionary)
        {
            SetFont(dictionary, view.Resolve(font[1]) is PdfNumber size ? size.ToDouble() : 1);
        }
    }

    /// <summary>Colour operators (8.6.8); false for any other.</summary>
    private bool SetColor(in ContentOperation operation, PdfDictionary resources)
    {
        IReadOnlyList<PdfObject> operands = operation.Operands;
        switch (operation.Operator)
        {
            case "g" or "rg" or "k":
                _state.Fill = InkColor.Read(Components(operation.Operator[0]), operands);
                return true;
            case "G" or "RG" or "K":
                _state.Stroke = InkColor.Read(Components(char.ToLowerInvariant(operation.Operator[0])), operands);
                return true;
            case "cs":
                _state.Fill = InkColor.Of(view, Space(resources, operands));
                return true;
            case "CS":
                _state.Stroke = InkColor.Of(view, Space(resources, operands));
                return true;
            case "sc" or "scn":
                _state.Fill = _state.Fill.With(operands);
                return true;
            case "SC" or "SCN":
                _state.Stroke = _state.Stroke.With(operands);
                return true;
            default:
                return false;
        }
    }

    private static int Components(char family) => family switch { 'g' => 1, 'r' => 3, _ => 4 };

    private PdfObject Space(PdfDictionary resources, IReadOnlyList<PdfObject> operands) =>
        Resource(resources, "ColorSpace", operands) is not PdfNull and var space ? space : operands.Count > 0 ? operands[0] : PdfNull.Instance;

    /// <summary>Text state and position (9.3, 9.4); false for any other operator.</summary>
    private bool SetText(in ContentOperation operation, PdfDictionary resources)
    {
        IReadOnlyList<PdfObject> operands = operation.Operands;
        switch (operation.Operator)
        {
            case "BT":
                _text = TextPosition.Start;
                return true;
            case "Tf":
                SetFont(Resource(resources, "Font", operands) as PdfDictionary ?? [], Number(operands, 1));
                return true;
            case "Tc":
                _state.CharacterSpacing = Number(operands, 0);
                return true;
            case "Tw":
                _state.WordSpacing = Number(operands, 0);
                return true;
            case "Tz":
                _state.HorizontalScale = Number(operands, 0) / 100;
                return true;
            case "TL":
                _state.Leading = Number(operands, 0);
                return true;
            case "Ts":
                _state.Rise = Number(operands, 0);
                return true;
            case "Tr":
                _state.RenderingMode = (long)Number(operands, 0);
                return true;
            case "Td":
                _text = _text.NextLine(Number(operands, 0), Number(operands, 1));
                return true;
            case "TD":
                _state.Leading = -Number(operands, 1);
                _text = _text.NextLine(Number(operands, 0), Number(operands, 1));
                return true;
            case "T*":
                _text = _text.NextLine(0, -_state.Leading);
                return true;
            case "Tm":
                _text = Matrix.Read(operands) is { } matrix ? new TextPosition(matrix, matrix) : _text;
                return true;
            default:
                return false;
        }
    }

    private void SetFont(PdfDictionary font, double size)
    {
        if (!_fonts.TryGetValue(font, out InkFont? read))
        {
            _fonts.Add(font, read = InkFont.Read(view, font));
        }
        (_state.Font, _state.FontSize) = (read, size);
    }

    private bool ShowsText(in ContentOperation operation)
    {
        IReadOnlyList<PdfObject> operands = operation.Operands;
        switch (operation.Operator)
        {
            case "Tj":
                return operands.Count > 0 && ShowsString(operands[0]);
            case "'":
                _text = _text.NextLine(0, -_state.Leading);
                return operands.Count > 0 && ShowsString(operands[0]);
            case "\"":
                (_state.WordSpacing, _state.CharacterSpacing) = (Number(operands, 0), Number(operands, 1));
                _text = _text.NextLine(0, -_state.Leading);
                return operands.Count > 2 && ShowsString(operands[2]);
            case "TJ":
                return operands.Count > 0 && operands[0] is PdfArray items && items.Any(ShowsString);
            default:
                return false;
        }
    }

    private bool ShowsString(PdfObject item)
    {
        if (item is PdfString text)
        {
            bool isDrawn = _state.Font?.HasOwnColors == true || _state.RenderingMode switch { 3 or 7 => false, 0 or 4 => _state.ShowsFill, 1 or 5 => _state.ShowsStroke, _ => _state.ShowsFill || _state.ShowsStroke };
            Box box = target.Intersect(_state.Clip);
            return _text.Write(text.Value, _state) is { } run && isDrawn && box.HasArea && run.Fills(box, isEvenOdd: false);
        }
        _text.Adjust(item is PdfNumber number ? number.ToDouble() : 0, _state);
        return false;
    }

    private PdfObject Resource(PdfDictionary resources, string kind, IReadOnlyList<PdfObject> operands) =>
        operands.Count > 0 && operands[0] is PdfName name && view.Resolve(resources[kind]) is PdfDictionary named ? view.Resolve(named[name.Value]) : PdfNull.Instance;

    private (double X, double Y) At(IReadOnlyList<PdfObject> operands, int index) => _state.Transformation.Apply(Number(operands, index), Number(operands, index + 1));

    private static double Number(IReadOnlyList<PdfObject> operands, int index) => index < operands.Count && operands[index] is PdfNumber number ? number.ToDouble() : 0;
}
