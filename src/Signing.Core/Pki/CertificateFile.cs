using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;

namespace Signing.Core.Pki;

/// <summary>Certificates as files come: DER, PEM (any number, other blocks passed over) and PKCS#7 bundles (<c>.p7b</c>, DER or PEM).</summary>
internal static class CertificateFile
{
    private const long MaxBytes = 16 * 1024 * 1024;
    private static readonly string[] Extensions = [".cer", ".crt", ".der", ".pem", ".p7b", ".p7c", ".p7s"];

    /// <summary>Whether a file is, by its name, one that holds certificates.</summary>
    internal static bool IsCertificateFile(string path) =>
        !Path.GetFileName(path).StartsWith('.') && Extensions.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Reads every certificate of a file.</summary>
    /// <exception cref="CertificateException">It holds none, or a malformed one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static IReadOnlyList<Certificate> Read(string path) =>
        new FileInfo(path).Length <= MaxBytes
            ? Read(File.ReadAllBytes(path))
            : throw new CertificateException($"larger than {MaxBytes} bytes");

    /// <summary>Reads every certificate of a file's content.</summary>
    /// <exception cref="CertificateException">It holds none, or a malformed one.</exception>
    internal static IReadOnlyList<Certificate> Read(ReadOnlyMemory<byte> content)
    {
        List<Certificate> certificates = content.Span.IndexOf("-----BEGIN "u8) >= 0 ? ReadPem(content.Span) : ReadDer(content);
        return certificates.Count > 0 ? certificates : throw new CertificateException("no certificate in it");
    }

    private static List<Certificate> ReadPem(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<char> text = System.Text.Encoding.Latin1.GetString(content);
        var certificates = new List<Certificate>();
        while (PemEncoding.TryFind(text, out PemFields block))
        {
            ReadOnlySpan<char> label = text[block.Label];
            if (label is "CERTIFICATE" or "X509 CERTIFICATE" or "PKCS7" or "CMS")
            {
                byte[] der = new byte[block.DecodedDataLength];
                Convert.TryFromBase64Chars(text[block.Base64Data], der, out _);
                certificates.AddRange(label is "PKCS7" or "CMS" ? ReadBundle(der) : [Certificate.Parse(der)]);
            }
            text = text[block.Location.End..];
        }
        return certificates;
    }

    private static List<Certificate> ReadDer(ReadOnlyMemory<byte> content) =>
        // A ContentInfo begins with an object identifier, a certificate with a sequence.
        IsContentInfo(content) ? ReadBundle(content) : [Certificate.Parse(content)];

    private static bool IsContentInfo(ReadOnlyMemory<byte> content)
    {
        try
        {
            AsnReader fields = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
            return fields.HasData && fields.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier);
        }
        catch (AsnContentException malformed)
        {
            throw new CertificateException("neither DER nor PEM", malformed);
        }
    }

    private static List<Certificate> ReadBundle(ReadOnlyMemory<byte> content)
    {
        try
        {
            ContentInfo info = ContentInfo.GetInstance(Asn1Object.FromByteArray(content.ToArray()));
            SignedData bundle = SignedData.GetInstance(info.Content);
            var certificates = new List<Certificate>();
            foreach (Asn1Encodable entry in bundle.Certificates ?? (Asn1Set)DerSet.Empty)
            {
                // Tagged entries are attribute certificates and other old forms (RFC 5652, 10.2.2).
                if (entry.ToAsn1Object() is Asn1Sequence)
                {
                    certificates.Add(Certificate.Parse(entry.GetEncoded()));
                }
            }
            return certificates;
        }
        catch (Exception malformed) when (malformed is IOException or ArgumentException or InvalidCastException or InvalidOperationException)
        {
            throw new CertificateException("not a PKCS#7 bundle", malformed);
        }
    }
}
