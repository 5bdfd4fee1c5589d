namespace Signing.Core.Pdf.Content.Drawings;

/// <summary>A colour, near enough to tell whether two look alike.</summary>
internal readonly record struct Rgb(float Red, float Green, float Blue)
{
    internal static readonly Rgb Black;
    internal static readonly Rgb White = new(1, 1, 1);

    /// <summary>The colour of one, three or four components (ISO 32000-2, 8.6.4); null for any other number.</summary>
    internal static Rgb? Of(IReadOnlyList<float> components) => components switch
    {
        [var gray] => new Rgb(gray, gray, gray),
        [var red, var green, var blue] => new Rgb(red, green, blue),
        [var cyan, var magenta, var yellow, var black] => new Rgb((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)),
        _ => null,
    };

    /// <summary>The same from an array; null for one that is empty, which is no colour.</summary>
    internal static Rgb? Of(PdfView view, PdfObject? value) => view.Resolve(value) is PdfArray components
        ? Of([.. components.Select(component => (float)((view.Resolve(component) as PdfNumber)?.ToDouble() ?? 0))])
        : null;

    /// <summary>How far apart two are, from 0 to 1.</summary>
    internal float Distance(Rgb other) => MathF.Max(MathF.Abs(Red - other.Red), MathF.Max(MathF.Abs(Green - other.Green), MathF.Abs(Blue - other.Blue)));
}
