namespace Signing.Core.Keys;

/// <summary>Whether a configured key could sign now, as far as that shows without logging in.</summary>
/// <param name="Name">The key's configured name.</param>
/// <param name="Problem">What stands in the way; <see langword="null"/> when nothing is known to.</param>
public sealed record KeyHealth(string Name, SigningException? Problem);
