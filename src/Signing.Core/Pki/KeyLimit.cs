namespace Signing.Core.Pki;

/// <summary>One row of an <see cref="AlgorithmTable"/> for keys of a kind.</summary>
/// <param name="Kind">The kind, as <see cref="PublicKeySize.Kind"/> has it.</param>
/// <param name="Bits">The smallest size that the row is about; the row of the greatest size that a key reaches decides.</param>
/// <param name="Until">The instant until which such keys count; null for no end in sight.</param>
internal sealed record KeyLimit(string Kind, int Bits, DateTimeOffset? Until);
