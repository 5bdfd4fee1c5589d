namespace Signing.Core.Verification;

/// <summary>A code with the facts that its sentence names, and the object that it is about, if any.</summary>
internal sealed record FactEvidence(string Code, IReadOnlyDictionary<string, string> Facts, string? Object = null);
