namespace Signing.Core.Tests.Verification.Producers;

/// <summary>What a user asks a producer to sign, and how.</summary>
internal sealed record SigningAct
{
    /// <summary>The field: an empty one that is there, or a new one.</summary>
    internal string Field { get; init; } = "Signature2";

    /// <summary>Whether the signature shows on the page.</summary>
    internal bool IsVisible { get; init; }

    /// <summary>Where a visible one stands. The base documents have nothing there.</summary>
    internal string Rectangle { get; init; } = "[300 100 500 160]";

    /// <summary>Further entries of the field.</summary>
    internal string FieldEntries { get; init; } = "";

    /// <summary>Further entries of the signature dictionary.</summary>
    internal string SignatureEntries { get; init; } = "";

    /// <summary>Whether it is a document time-stamp.</summary>
    internal bool IsTimestamp { get; init; }
}
