namespace Signing.Core.Creation;

/// <summary>The incremental update that signs a document (ISO 32000-2, 7.5.6): the document's bytes and these are the signed document.</summary>
public sealed class SigningUpdate
{
    internal SigningUpdate(ReadOnlyMemory<byte> bytes, IReadOnlyList<SigningNote> notes)
    {
        Bytes = bytes;
        Notes = notes;
    }

    /// <summary>What is to be appended to the document.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What was kept or mended and should be known; empty for most documents.</summary>
    public IReadOnlyList<SigningNote> Notes { get; }
}
