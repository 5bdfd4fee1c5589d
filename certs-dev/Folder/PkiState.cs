namespace Signing.CertsDev.Folder;

/// <summary>What a PKI on disk remembers beside its certificates. It is written last: a folder without it is not a PKI.</summary>
/// <param name="Declaration">The SHA-256 of the declaration that it was made from.</param>
/// <param name="Port">The port that its certificates name.</param>
/// <param name="MadeAt">When it was made.</param>
internal sealed record PkiState(string Declaration, int Port, DateTimeOffset MadeAt);
