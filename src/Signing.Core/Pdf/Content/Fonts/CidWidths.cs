namespace Signing.Core.Pdf.Content.Fonts;

/// <summary>How wide the glyphs of a CIDFont are (ISO 32000-2, 9.7.4.3).</summary>
internal sealed class CidWidths
{
    private const double Unit = 1000;

    private readonly List<(int First, int Last, double Width)> _ranges = [];
    private readonly double _default;

    private CidWidths(double standard) => _default = standard;

    internal static CidWidths Read(PdfView view, PdfDictionary font)
    {
        var widths = new CidWidths(((view.Resolve(font["DW"]) as PdfNumber)?.ToDouble() ?? Unit) / Unit);
        PdfArray rows = view.Get<PdfArray>(font, "W") ?? [];
        for (int at = 0; at + 1 < rows.Count && view.Resolve(rows[at]) is PdfInteger { Value: >= 0 and <= ushort.MaxValue } first;)
        {
            view.Document.Meter.Tick();
            switch (view.Resolve(rows[at + 1]))
            {
                case PdfArray each:
                    for (int i = 0; i < Math.Min(each.Count, ushort.MaxValue); i++)
                    {
                        widths.Add((int)first.Value + i, (int)first.Value + i, view.Resolve(each[i]));
                    }
                    at += 2;
                    break;
                case PdfInteger last when at + 2 < rows.Count:
                    widths.Add((int)first.Value, (int)Math.Clamp(last.Value, 0, ushort.MaxValue), view.Resolve(rows[at + 2]));
                    at += 3;
                    break;
                default:
                    return widths;
            }
        }
        widths._ranges.Sort(static (a, b) => a.First.CompareTo(b.First));
        return widths;
    }

    internal double Find(int code)
    {
        int at = _ranges.BinarySearch((code, code, 0), Comparer<(int First, int Last, double Width)>.Create(static (a, b) => a.First.CompareTo(b.First)));
        at = at < 0 ? ~at - 1 : at;
        return at >= 0 && _ranges[at].Last >= code ? _ranges[at].Width : _default;
    }

    private void Add(int first, int last, PdfObject width)
    {
        if (width is PdfNumber number)
        {
            _ranges.Add((first, last, number.ToDouble() / Unit));
        }
    }
}
