namespace Signing.Core.Pdf.CrossReferences;

/// <summary>An object that an update writes.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="Offset">Where it will stand, counted from the file header.</param>
internal readonly record struct UpdateEntry(int Number, int Generation, long Offset);
