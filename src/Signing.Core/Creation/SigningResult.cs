namespace Signing.Core.Creation;

/// <summary>What there is to say about a document that was signed.</summary>
public sealed class SigningResult
{
    internal SigningResult(IReadOnlyList<SigningNote> notes)
    {
        Notes = notes;
    }

    /// <summary>What was kept or mended and should be known; empty for most documents.</summary>
    public IReadOnlyList<SigningNote> Notes { get; }
}
