namespace Signing.Fuzz.Engine;

/// <summary>An input made the library do what it must never do.</summary>
internal sealed class RuleBrokenException(string message) : Exception(message);
