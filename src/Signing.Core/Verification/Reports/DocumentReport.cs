namespace Signing.Core.Verification.Reports;

/// <summary>Facts about the document.</summary>
public sealed record DocumentReport
{
    /// <summary>The SHA-256 of all bytes, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The number of revisions; 0 where it could not be read.</summary>
    public required int Revisions { get; init; }

    /// <summary>The number of pages now; null where they could not be counted.</summary>
    public int? Pages { get; init; }

    /// <summary>The PDF version, for example <c>1.7</c>.</summary>
    public string? PdfVersion { get; init; }

    /// <summary>Whether the document is encrypted.</summary>
    public required bool Encrypted { get; init; }

    /// <summary>Whether it was damaged and had to be repaired to be read.</summary>
    public required bool Repaired { get; init; }

    /// <summary>Full names of the signature fields that are not signed.</summary>
    public required IReadOnlyList<string> EmptyFields { get; init; }
}
