namespace Signing.Core.Pki.Revocation;

/// <summary>What an address gave: a proof, or why none.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="Detail">Why there is none; empty where there is one.</param>
/// <param name="KeepUntil">Until when it may be given again.</param>
internal sealed record ProofAnswer(RevocationProof? Proof, string Detail, DateTimeOffset KeepUntil)
{
    private int _isWritten;

    /// <summary>Whether it was read from the disk, where others could have put it.</summary>
    internal bool IsFromDisk { get; init; }

    /// <summary>Whether nobody has written it to the disk yet, who asks first is to do it.</summary>
    internal bool TakeWriting() => Proof is not null && !IsFromDisk && Interlocked.Exchange(ref _isWritten, 1) == 0;
}
