namespace Signing.Core.Pdf.Encryption;

/// <summary><c>/V2</c>: RC4.</summary>
internal sealed class Rc4Method : CryptMethod
{
    internal override byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain)
    {
        byte[] encrypted = plain.ToArray();
        Encryption.Rc4.Apply(key, encrypted);
        return encrypted;
    }

    internal override int Decrypt(ReadOnlySpan<byte> key, Span<byte> data)
    {
        Encryption.Rc4.Apply(key, data);
        return data.Length;
    }
}
