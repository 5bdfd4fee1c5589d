namespace Signing.Core.Pdf.CrossReferences;

/// <summary>Consecutive object numbers.</summary>
internal readonly record struct NumberRange(int First, int Count)
{
    /// <summary>The number after the last one.</summary>
    internal int End => First + Count;
}
