using System.Security.Cryptography;
using System.Text;

namespace Signing.Core.Pki.Revocation;

/// <summary>CRLs that a server gives in PEM though they are to be in DER (RFC 5280, 4.2.1.13).</summary>
internal static class Pem
{
    /// <summary>The first block's content; the bytes as they are where they are not PEM.</summary>
    internal static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> content)
    {
        if (!content.Span.TrimStart(" \r\n\t"u8).StartsWith("-----BEGIN "u8))
        {
            return content;
        }
        ReadOnlySpan<char> text = Encoding.Latin1.GetString(content.Span);
        if (!PemEncoding.TryFind(text, out PemFields block))
        {
            return content;
        }
        byte[] der = new byte[block.DecodedDataLength];
        return Convert.TryFromBase64Chars(text[block.Base64Data], der, out _) ? der : content;
    }
}
