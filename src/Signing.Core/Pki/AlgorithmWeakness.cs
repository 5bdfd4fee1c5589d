namespace Signing.Core.Pki;

/// <summary>What about an algorithm or key no longer counts at a time.</summary>
/// <param name="Name">As people call it: <c>SHA-1</c>, <c>RSA-1024</c>.</param>
/// <param name="Until">The instant from which it did not count any more; null where it never did.</param>
internal sealed record AlgorithmWeakness(string Name, DateTimeOffset? Until)
{
    /// <summary>For people: what, and since when not.</summary>
    public override string ToString() => Until is { } until ? $"{Name}, which counted only until {Asn1Time.Text(until)}" : $"{Name}, which does not count";
}
