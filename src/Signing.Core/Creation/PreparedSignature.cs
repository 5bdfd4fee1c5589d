namespace Signing.Core.Creation;

/// <summary>
/// A signature that waits for its value: the key may be elsewhere, and the wait may outlast this process. It holds the
/// incremental update and what must be signed, never the document itself.
/// </summary>
public sealed class PreparedSignature
{
    internal PreparedSignature(PreparedState state)
    {
        State = state;
    }

    /// <summary>The algorithm to sign with.</summary>
    public SignatureAlgorithm Algorithm => State.Algorithm;

    /// <summary>What the key must sign: the signed attributes in DER (RFC 5652, 5.4). Data, not a digest.</summary>
    public ReadOnlyMemory<byte> DataToSign => State.SignedAttributes;

    /// <summary>What was kept or mended and should be known before signing; empty for most documents.</summary>
    public IReadOnlyList<SigningNote> Notes => State.Notes;

    /// <summary>
    /// The password of an encrypted document, which completing at B-LT and above needs once more. It is not exported: set it
    /// again after <see cref="Import"/>.
    /// </summary>
    public string? Password { get; set; }

    internal PreparedState State { get; }

    /// <summary>Writes the state, to be read by <see cref="Import"/> here or in another process.</summary>
    /// <returns>
    /// UTF-8 JSON with a version and a checksum; a few kilobytes, however large the document. It holds no secret, but it says
    /// what is signed: keep it where only those can write who may decide that.
    /// </returns>
    public byte[] Export() => State.Export();

    /// <summary>Reads a state that <see cref="Export"/> wrote.</summary>
    /// <param name="state">The bytes of <see cref="Export"/>.</param>
    /// <returns>The prepared signature.</returns>
    /// <exception cref="SigningException"><see cref="ErrorCodes.StateInvalid"/>: damaged, or of an unknown version.</exception>
    public static PreparedSignature Import(ReadOnlySpan<byte> state) => new(PreparedState.Import(state));
}
