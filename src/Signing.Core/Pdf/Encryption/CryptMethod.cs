namespace Signing.Core.Pdf.Encryption;

/// <summary>How a crypt filter encrypts (ISO 32000-2, table 25, <c>/CFM</c>). What is not encrypted has none.</summary>
internal abstract class CryptMethod
{
    internal static CryptMethod Rc4 { get; } = new Rc4Method();

    internal static CryptMethod AesCbc { get; } = new AesCbcMethod();

    internal static CryptMethod AesGcm { get; } = new AesGcmMethod();

    /// <summary>What an object's own key is derived with beside its number (7.6.3.1, step c).</summary>
    internal virtual ReadOnlySpan<byte> KeySalt => [];

    internal abstract byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain);

    /// <summary>Decrypts in place.</summary>
    /// <returns>How many bytes are left, from the start; negative where they are not what was encrypted.</returns>
    internal abstract int Decrypt(ReadOnlySpan<byte> key, Span<byte> data);
}
