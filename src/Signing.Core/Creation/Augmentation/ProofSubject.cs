using Signing.Core.Pki;

namespace Signing.Core.Creation.Augmentation;

/// <summary>A certificate whose path and status a later verifier will ask about.</summary>
/// <param name="Certificate">The signer's or the time-stamp authority's certificate.</param>
/// <param name="Purpose">What it was used for.</param>
/// <param name="Times">The times at which it may be proven good, the preferred one first.</param>
internal sealed record ProofSubject(Certificate Certificate, PathPurpose Purpose, params IReadOnlyList<DateTimeOffset> Times)
{
    /// <summary>Whether the document stands without it: it is then proven where that can be done.</summary>
    internal bool IsOptional { get; init; }

    /// <summary>The name under which the document's <c>/VRI</c> files its validation data; null for none.</summary>
    internal string? VriName { get; init; }
}
