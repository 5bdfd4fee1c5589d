namespace Signing.Core.Keys.Pkcs11;

/// <summary>How a private key is known on its token. Compared by reference: one for each key.</summary>
/// <param name="thumbprint">The thumbprint of its certificate.</param>
/// <param name="ids">The CKA_IDs under which its certificate stands on the token; empty ones left out.</param>
/// <param name="publicKey">The public key of its certificate.</param>
internal sealed class KeyReference(string thumbprint, IReadOnlyList<byte[]> ids, SignerPublicKey publicKey)
{
    internal string Thumbprint => thumbprint;

    internal IReadOnlyList<byte[]> Ids => ids;

    internal SignerPublicKey PublicKey => publicKey;
}
