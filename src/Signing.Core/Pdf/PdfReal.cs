using System.Globalization;

namespace Signing.Core.Pdf;

/// <summary>A real number, kept as it was written, so that copying it never changes it; also an integer beyond 64 bits.</summary>
internal sealed class PdfReal : PdfNumber
{
    internal PdfReal(string text) => Text = text;

    public string Text { get; }

    /// <summary>A real with at most four decimals, which no reader rounds.</summary>
    public static PdfReal Of(double value) => new(value.ToString("0.####", CultureInfo.InvariantCulture));

    public override double ToDouble() =>
        double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : 0;

    public override string ToString() => Text;
}
