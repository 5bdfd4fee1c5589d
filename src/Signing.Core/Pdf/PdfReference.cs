using System.Globalization;

namespace Signing.Core.Pdf;

/// <summary>A reference to an indirect object (ISO 32000-2, 7.3.10). Compared by value.</summary>
internal sealed class PdfReference(int number, int generation) : PdfObject, IEquatable<PdfReference>
{
    public int Number { get; } = number;

    public int Generation { get; } = generation;

    public bool Equals(PdfReference? other) => other is not null && other.Number == Number && other.Generation == Generation;

    public override bool Equals(object? obj) => Equals(obj as PdfReference);

    public override int GetHashCode() => HashCode.Combine(Number, Generation);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Generation} R");
}
