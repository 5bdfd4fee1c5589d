namespace Signing.Core.Pdf;

/// <summary>One entry of a cross-reference section (ISO 32000-2, 7.5.4 and 7.5.8.3).</summary>
/// <param name="Number">The object number.</param>
/// <param name="Generation">The generation number; for a free entry the next one; 0 in an object stream.</param>
/// <param name="Kind">Where the object is.</param>
/// <param name="Offset">For <see cref="CrossReferenceKind.InFile"/>: where in the file, counted from the file's first byte.</param>
/// <param name="StreamNumber">For <see cref="CrossReferenceKind.InStream"/>: the object stream's number.</param>
/// <param name="Index">For <see cref="CrossReferenceKind.InStream"/>: which of its objects, from 0.</param>
internal readonly record struct CrossReferenceEntry(
    int Number, int Generation, CrossReferenceKind Kind, long Offset, int StreamNumber, int Index)
{
    /// <summary>Beyond the end of any file, and small enough to count with.</summary>
    internal const long Farthest = long.MaxValue / 2;

    internal static CrossReferenceEntry Free(int number, int generation) => new(number, generation, CrossReferenceKind.Free, 0, 0, 0);

    internal static CrossReferenceEntry InFile(int number, int generation, long offset) =>
        new(number, generation, CrossReferenceKind.InFile, offset, 0, 0);

    internal static CrossReferenceEntry InStream(int number, int stream, int index) =>
        new(number, 0, CrossReferenceKind.InStream, 0, stream, index);
}
