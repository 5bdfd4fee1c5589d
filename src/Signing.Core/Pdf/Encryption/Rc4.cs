namespace Signing.Core.Pdf.Encryption;

/// <summary>RC4 (RFC 6229 has its vectors), which the platform does not offer: documents up to PDF 1.7 are encrypted with it.</summary>
internal static class Rc4
{
    private const int StateBytes = 256;

    /// <summary>Encrypts or decrypts, which is the same, in place.</summary>
    internal static void Apply(ReadOnlySpan<byte> key, Span<byte> data)
    {
        Span<byte> state = stackalloc byte[StateBytes];
        for (int i = 0; i < StateBytes; i++)
        {
            state[i] = (byte)i;
        }
        byte j = 0;
        for (int i = 0; i < StateBytes; i++)
        {
            j += (byte)(state[i] + key[i % key.Length]);
            (state[i], state[j]) = (state[j], state[i]);
        }
        byte a = 0;
        byte b = 0;
        foreach (ref byte value in data)
        {
            b += state[++a];
            (state[a], state[b]) = (state[b], state[a]);
            value ^= state[(byte)(state[a] + state[b])];
        }
        state.Clear();
    }
}
