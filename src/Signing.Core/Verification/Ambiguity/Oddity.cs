using Signing.Core.Pdf;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>A place where readers may see different things.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Revision">The revision that has it, from 1.</param>
/// <param name="Number">The object that it is in, or that has two readings; 0 for a trailer.</param>
internal readonly record struct Oddity(OddityKind Kind, int Revision, int Number)
{
    /// <summary>The reading that does not count, where an object has two.</summary>
    internal CrossReferenceEntry Other { get; init; }
}
