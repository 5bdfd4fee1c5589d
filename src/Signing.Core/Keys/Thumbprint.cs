using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Keys;

/// <summary>The name of a certificate in configuration, reports and HTTP: SHA-256 of its DER, lower-case hexadecimal.</summary>
internal static class Thumbprint
{
    internal static string Of(X509Certificate2 certificate) => Of(certificate.RawDataMemory.Span);

    internal static string Of(ReadOnlySpan<byte> der)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(der, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Brings a thumbprint as people paste it (upper case, colons, blanks) into this form; <see langword="null"/> when it is none.</summary>
    internal static string? Normalize(string text)
    {
        Span<char> hex = stackalloc char[SHA256.HashSizeInBytes * 2];
        int length = 0;
        foreach (char c in text)
        {
            if (c is ':' or '-' || char.IsWhiteSpace(c))
            {
                continue;
            }
            if (!char.IsAsciiHexDigit(c) || length == hex.Length)
            {
                return null;
            }
            hex[length++] = char.ToLowerInvariant(c);
        }
        return length == hex.Length ? new string(hex) : null;
    }
}
