using Signing.Core.Verification.Ambiguity;

namespace Signing.Core.Verification;

/// <summary>Facts about the document.</summary>
internal sealed record DocumentEvidence
{
    public required string Sha256 { get; init; }
    public required long Length { get; init; }
    public int Revisions { get; init; }

    /// <summary>The pages of its newest revision; null where they are not known.</summary>
    public int? Pages { get; init; }

    public string? PdfVersion { get; init; }
    public bool Encrypted { get; init; }

    /// <summary>Why it was not opened, where it is encrypted; null where everything could be read.</summary>
    public FactEvidence? Closed { get; init; }

    /// <summary>Whether a password was given that is none of the document's.</summary>
    public bool PasswordWrong { get; init; }

    /// <summary>What had to be repaired; null where nothing had.</summary>
    public FactEvidence? Damage { get; init; }

    public bool Repaired => Damage is not null;

    public bool HasXfa { get; init; }
    public IReadOnlyList<string> EmptyFields { get; init; } = [];

    /// <summary>What of the signed bytes can be read in two ways; of what does not matter the first few.</summary>
    public IReadOnlyList<AmbiguityEvidence> Ambiguities { get; init; } = [];

    /// <summary>Why it could not be read; null where it could.</summary>
    public FactEvidence? Unreadable { get; init; }
}
