using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes.Ink;

/// <summary>How much room the characters of a font take (ISO 32000-2, 9.2.4), rather too much than too little.</summary>
internal sealed class InkFont
{
    private const double Thousandth = 0.001;
    private const double WidestStandard = 1.2;

    // Helvetica-Bold, from space to tilde: with a fifth more, no standard font is wider but by a hair.
    private static readonly int[] Standard =
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
        975, 722, 722, 722, 722, 667, 611, 778, 722, 389, 556, 778, 667, 944, 778, 778, 667, 778, 722, 667, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 584, 556,
        333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 333, 611, 278, 889, 611, 611, 611, 611, 444, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ];

    private readonly Dictionary<int, double> _widths = [];
    private readonly double _default;
    private readonly bool _isStandard;
    private readonly bool _hasSpace;

    private InkFont()
    {
        (Bottom, Top, _default, _isStandard) = (-1, 2, 1, true);
    }

    private InkFont(PdfView view, PdfDictionary font)
    {
        string subtype = (view.Resolve(font["Subtype"]) as PdfName)?.Value ?? "";
        double unit = Thousandth;
        (Bottom, Top) = (-0.35, 1.2);
        if (subtype == "Type0")
        {
            CodeLength = 2;
            string encoding = (view.Resolve(font["Encoding"]) as PdfName)?.Value ?? "";
            IsVertical = encoding.EndsWith("-V", StringComparison.Ordinal) || encoding == "V" || view.Resolve(font["Encoding"]) is PdfStream;
            var descendant = view.Resolve(font["DescendantFonts"]) is PdfArray { Count: > 0 } list ? view.Resolve(list[0]) as PdfDictionary : null;
            _default = Number(view, descendant?["DW"], 1000) * Thousandth;
            // Only in these two a code is its own character identifier (9.7.5.2).
            if (encoding is "Identity-H" or "Identity-V")
            {
                ReadWidths(view, view.Resolve(descendant?["W"]) as PdfArray ?? []);
            }
            else
            {
                CodeLength = 1;
            }
            return;
        }
        if (subtype == "Type3")
        {
            Matrix matrix = view.Resolve(font["FontMatrix"]) is PdfArray numbers && Matrix.Read(numbers) is { } read ? read : new Matrix(Thousandth, 0, 0, Thousandth, 0, 0);
            Box box = Box.Read(view, view.Resolve(font["FontBBox"]) as PdfArray) is { HasArea: true } given ? given.Under(matrix) : new Box(-1, -1, 2, 2);
            (Bottom, Top, Overhang) = (Math.Min(box.Bottom, -1), Math.Max(box.Top, 2), Math.Max(Math.Max(-box.Left, box.Right), 1));
            HasOwnColors = true;
            unit = Math.Abs(matrix.A) + Math.Abs(matrix.C);
        }
        else
        {
            _hasSpace = view.Resolve(font["Encoding"]) is not PdfDictionary encoding || encoding["Differences"] is null;
        }
        var descriptor = view.Resolve(font["FontDescriptor"]) as PdfDictionary;
        var widths = view.Resolve(font["Widths"]) as PdfArray;
        _isStandard = widths is null;
        _default = widths is null ? 1 : Number(view, descriptor?["MissingWidth"], 0) * unit;
        int code = (int)Math.Clamp(Number(view, font["FirstChar"], 0), 0, byte.MaxValue);
        foreach (PdfObject width in widths ?? [])
        {
            _widths.TryAdd(code++, Number(view, width, 1000) * unit);
        }
    }

    /// <summary>How many bytes make a character.</summary>
    internal int CodeLength { get; } = 1;

    internal bool IsVertical { get; }

    /// <summary>Whether its characters are drawn by content of their own, in whatever colour (9.6.4).</summary>
    internal bool HasOwnColors { get; }

    /// <summary>How deep below the base line characters reach, in text space at size 1.</summary>
    internal double Bottom { get; }

    /// <summary>How high above it.</summary>
    internal double Top { get; }

    /// <summary>By how much a character may reach out of its width, to both sides.</summary>
    internal double Overhang { get; } = 0.15;

    /// <summary>Where no font was chosen: readers take one of their own.</summary>
    internal static InkFont Unknown { get; } = new();

    internal static InkFont Read(PdfView view, PdfDictionary font) => new(view, font);

    /// <summary>How far a character moves on, in text space at size 1.</summary>
    internal double Width(int code) =>
        _widths.TryGetValue(code, out double width) ? width
        : _isStandard && code >= ' ' && code - ' ' < Standard.Length ? Standard[code - ' '] * Thousandth * WidestStandard
        : _default;

    /// <summary>Whether a character draws nothing.</summary>
    internal bool IsSpace(int code) => code == ' ' && _hasSpace;

    /// <summary>Table 118: <c>c [w …]</c> and <c>first last w</c>.</summary>
    private void ReadWidths(PdfView view, PdfArray widths)
    {
        const int MostCodes = ushort.MaxValue;
        for (int i = 0; i + 1 < widths.Count;)
        {
            int first = (int)Math.Clamp(Number(view, widths[i], 0), 0, MostCodes);
            if (view.Resolve(widths[i + 1]) is PdfArray several)
            {
                foreach (PdfObject width in several)
                {
                    _widths[first++] = Number(view, width, 1000) * Thousandth;
                }
                i += 2;
                continue;
            }
            int last = (int)Math.Clamp(Number(view, widths[i + 1], 0), 0, MostCodes);
            double same = i + 2 < widths.Count ? Number(view, widths[i + 2], 1000) * Thousandth : 1;
            view.Document.Meter.Tick(Math.Max(last - first, 1));
            for (int code = first; code <= last; code++)
            {
                _widths[code] = same;
            }
            i += 3;
        }
    }

    private static double Number(PdfView view, PdfObject? value, double otherwise) => view.Resolve(value) is PdfNumber number ? number.ToDouble() : otherwise;
}
