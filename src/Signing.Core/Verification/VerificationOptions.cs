namespace Signing.Core.Verification;

/// <summary>How one document is verified. A new instance verifies offline, now, with English sentences.</summary>
public sealed class VerificationOptions
{
    /// <summary>The policy that judges. Default: <see cref="ValidationPolicy.Offline"/>.</summary>
    public ValidationPolicy Policy { get; set; } = ValidationPolicy.Offline;

    /// <summary>
    /// The user or owner password of an encrypted document. Without it the report says what can be said: integrity is judged,
    /// and nothing is valid (<see cref="Reports.ReasonCodes.PasswordRequired"/>). Default: none.
    /// </summary>
    public string? Password { get; set; }

    /// <summary>The instant to judge at. Default: now.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>The language of the report's sentences, <c>en</c> or <c>vi</c>. Codes are the same in both. Default: <c>en</c>.</summary>
    public string Language { get; set; } = "en";
}
