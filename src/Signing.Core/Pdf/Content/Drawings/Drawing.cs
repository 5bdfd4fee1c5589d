namespace Signing.Core.Pdf.Content.Drawings;

/// <summary>What a form XObject paints, in its own space (ISO 32000-2, 8.10).</summary>
internal sealed class Drawing
{
    // A field with a long text, and a comb with many cells: whoever looks for what covers what looks at each pair.
    private const int MostRuns = 20_000;
    private const int MostPaths = 1000;

    private readonly List<TextRun> _runs = [];
    private readonly List<PaintedPath> _paths = [];
    private int _order;

    internal IReadOnlyList<TextRun> Runs => _runs;

    internal IReadOnlyList<PaintedPath> Paths => _paths;

    /// <summary>Whether it paints images or shadings.</summary>
    internal bool HasImages { get; set; }

    /// <summary>What in it could not be understood first; null where everything could.</summary>
    internal string? Doubt { get; private set; }

    internal int NextOrder() => _order++;

    internal void Add(TextRun run) => Add(_runs, run, MostRuns);

    internal void Add(PaintedPath path) => Add(_paths, path, MostPaths);

    private void Add<T>(List<T> list, T item, int most)
    {
        if (list.Count == most)
        {
            Doubts("more than anyone would draw in a field");
        }
        else
        {
            list.Add(item);
        }
    }

    internal void Doubts(string what) => Doubt ??= what;
}
