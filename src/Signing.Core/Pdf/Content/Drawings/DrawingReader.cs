using System.Numerics;
using Signing.Core.Pdf.Content.Fonts;

namespace Signing.Core.Pdf.Content.Drawings;

/// <summary>
/// Reads what a form XObject paints: text, paths, whether images. It knows what appearances of fields are made of; anything else it
/// doubts (<see cref="Drawing.Doubt"/>).
/// </summary>
/// <param name="view">The revision that has it.</param>
/// <param name="defaults">Resources for names that the form's own do not have; null for none.</param>
internal sealed class DrawingReader(PdfView view, PdfDictionary? defaults)
{
    private const int DeepestForm = 8;
    private const int MostForms = 64;
    private const int MostSteps = 200_000;

    private readonly FontReader _fonts = new(view);

    internal Drawing Read(PdfStream form)
    {
        var reading = new Reading(new Drawing());
        Read(form, null, new GraphicsState(), reading, 0);
        return reading.Drawing;
    }

    /// <summary>What is painted with a few operators that stand nowhere but in a string (ISO 32000-2, 12.7.4.3, <c>DA</c>).</summary>
    internal Drawing Read(byte[] content)
    {
        var reading = new Reading(new Drawing());
        Run(content, null, new GraphicsState(), reading, 0);
        return reading.Drawing;
    }

    private void Read(PdfStream form, PdfDictionary? outer, GraphicsState state, Reading reading, int depth)
    {
        PdfDictionary dictionary = form.Dictionary;
        if (depth > DeepestForm || ++reading.Forms > MostForms)
        {
            reading.Drawing.Doubts("forms within forms without end");
            return;
        }
        if (dictionary.Defects != PdfDictionaryDefects.None || (view.Resolve(dictionary["Subtype"]) is not PdfName { Value: "Form" })
            || dictionary["OC"] is not null || dictionary["Ref"] is not null || dictionary["OPI"] is not null || dictionary["F"] is not null)
        {
            reading.Drawing.Doubts("a form that is not plain");
            return;
        }
        if (depth > 0)
        {
            state.Matrix = Matrix(dictionary) * state.Matrix;
        }
        state.Clip = Box.Read(view, dictionary["BBox"]) is { } box ? state.Clip.Intersect(box.Transform(state.Matrix)) : new Box(0, 0, 0, 0);
        Run(view.Decode(form), view.Get<PdfDictionary>(dictionary, "Resources") ?? outer, state, reading, depth);
    }

    /// <summary>The form's matrix (table 93).</summary>
    internal Matrix3x2 Matrix(PdfDictionary form)
    {
        float[] numbers = Numbers(view.Get<PdfArray>(form, "Matrix") ?? []);
        return numbers.Length == 6 ? new Matrix3x2(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) : Matrix3x2.Identity;
    }

    private void Run(byte[] content, PdfDictionary? resources, GraphicsState state, Reading reading, int depth)
    {
        var paths = new PathPainter(reading.Drawing);
        var texts = new TextPainter(reading.Drawing);
        var saved = new Stack<GraphicsState>();
        foreach (ContentOperation operation in ContentReader.Read(content, view.Document.Meter))
        {
            if (++reading.Steps > MostSteps)
            {
                reading.Drawing.Doubts("more than anyone would draw in a field");
                return;
            }
            float[] numbers = Numbers(operation.Operands);
            bool areNumbers = numbers.Length == operation.Operands.Count;
            switch (operation.Operator, operation.Operands)
            {
                case ("q", []):
                    saved.Push(state with { });
                    break;
                case ("Q", []) when saved.TryPop(out GraphicsState? before):
                    state = before;
                    break;
                case ("cm", _) when areNumbers && numbers.Length == 6:
                    state.Matrix = new Matrix3x2(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) * state.Matrix;
                    break;
                case ("Tf", [PdfName font, PdfNumber size]):
                    state.Font = _fonts.Find(Find(resources, "Font", font.Value));
                    state.FontSize = (float)size.ToDouble();
                    break;
                case ("gs", [PdfName name]):
                    ApplyState(Find(resources, "ExtGState", name.Value), state, reading);
                    break;
                case ("Do", [PdfName name]):
                    Paint(Find(resources, "XObject", name.Value), resources, state, reading, depth);
                    break;
                case ("sh", _) or ("BI", _):
                    reading.Drawing.HasImages = true;
                    break;
                case ("BDC", [PdfName { Value: "OC" }, _]):
                    reading.Drawing.Doubts("optional content");
                    break;
                case ("w", [PdfNumber width]):
                    state.LineWidth = (float)width.ToDouble();
                    break;
                case ("J" or "j" or "M" or "d" or "ri" or "i" or "BMC" or "BDC" or "EMC" or "MP" or "DP", _):
                    break;
                default:
                    bool isKnown = (areNumbers && (paths.TryApply(operation.Operator, numbers, state) || texts.TryApply(operation.Operator, numbers, state)))
                        || texts.TryShow(operation.Operator, operation.Operands, state)
                        || ColourOperators.TryApply(view, operation, numbers, name => Find(resources, "ColorSpace", name), state);
                    if (!isKnown)
                    {
                        reading.Drawing.Doubts($"the operator {operation.Operator}");
                    }
                    break;
            }
        }
    }

    private void Paint(PdfObject? value, PdfDictionary? resources, GraphicsState state, Reading reading, int depth)
    {
        if (view.Resolve(value) is not PdfStream inner)
        {
            reading.Drawing.Doubts("a form that is not there");
        }
        else if (view.Resolve(inner.Dictionary["Subtype"]) is PdfName { Value: "Image" })
        {
            reading.Drawing.HasImages = true;
        }
        else
        {
            Read(inner, resources, state with { }, reading, depth + 1);
        }
    }

    /// <summary>Transparency, masks and fonts that come by this way are not looked into (table 57).</summary>
    private void ApplyState(PdfObject? value, GraphicsState state, Reading reading)
    {
        if (view.Resolve(value) is not PdfDictionary { Defects: PdfDictionaryDefects.None } parameters)
        {
            reading.Drawing.Doubts("a graphics state that is not there");
            return;
        }
        foreach ((string key, PdfObject entry) in parameters)
        {
            bool isPlain = (key, view.Resolve(entry)) switch
            {
                ("Type" or "LC" or "LJ" or "ML" or "D" or "RI" or "FL" or "SM" or "SA" or "AIS" or "TK" or "OP" or "op" or "OPM", _) => true,
                ("LW", PdfNumber width) => (state.LineWidth = (float)width.ToDouble()) >= 0,
                ("ca" or "CA", PdfNumber opacity) => opacity.ToDouble() >= 1,
                ("SMask", PdfName { Value: "None" }) => true,
                ("BM", PdfName { Value: "Normal" or "Compatible" }) => true,
                _ => false,
            };
            if (!isPlain)
            {
                reading.Drawing.Doubts($"a graphics state with /{key}");
            }
        }
    }

    private PdfObject? Find(PdfDictionary? resources, string category, string name)
    {
        PdfObject? own = resources is null ? null : view.Get<PdfDictionary>(resources, category)?[name];
        return own ?? (defaults is null ? null : view.Get<PdfDictionary>(defaults, category)?[name]);
    }

    private static float[] Numbers(IReadOnlyList<PdfObject> operands) => [.. operands.OfType<PdfNumber>().Select(static number => (float)number.ToDouble())];

    private sealed class Reading(Drawing drawing)
    {
        internal Drawing Drawing { get; } = drawing;

        internal int Forms { get; set; }

        internal int Steps { get; set; }
    }
}
