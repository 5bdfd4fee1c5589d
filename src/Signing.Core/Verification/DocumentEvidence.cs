namespace Signing.Core.Verification;

/// <summary>Facts about the document.</summary>
internal sealed record DocumentEvidence
{
    public required string Sha256 { get; init; }
    public required long Length { get; init; }
    public int Revisions { get; init; }
    public string? PdfVersion { get; init; }
    public bool Encrypted { get; init; }
    public bool Repaired { get; init; }
    public IReadOnlyList<string> EmptyFields { get; init; } = [];

    /// <summary>Why it could not be read; null where it could.</summary>
    public FactEvidence? Unreadable { get; init; }
}
