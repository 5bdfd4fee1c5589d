namespace Signing.Core.Tests.Verification.Producers;

/// <summary>One legitimate way in which signed documents are updated.</summary>
/// <param name="Title">What happens.</param>
/// <param name="Bases">The signed documents to which it happens.</param>
/// <param name="Apply">How a producer does it.</param>
/// <param name="Signatures">What is said of each signature afterwards: the level of what changed, and the codes of the findings.</param>
internal sealed record Update(string Title, IReadOnlyDictionary<string, byte[]> Bases, Func<Producer, byte[], byte[]> Apply, params string[] Signatures)
{
    /// <summary>Who updates in this way.</summary>
    internal IReadOnlyList<Producer> Producers { get; init; } = Producer.All;
}
