namespace Signing.Core.Pdf;

/// <summary>A name (ISO 32000-2, 7.3.5), without its solidus and with <c>#xx</c> decoded; each char is one byte.</summary>
internal sealed class PdfName : PdfObject, IEquatable<PdfName>
{
    public PdfName(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    public string Value { get; }

    public bool Equals(PdfName? other) => other is not null && other.Value == Value;

    public override bool Equals(object? obj) => Equals(obj as PdfName);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"/{Value}";
}
