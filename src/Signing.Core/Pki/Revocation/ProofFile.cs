using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Signing.Core.Pki.Revocation;

/// <summary>
/// A proof as a file of the cache: a mark, the length of a head and its SHA-256, the head, the proof itself, and for a large CRL its
/// entries, sorted. A small proof is hashed, read and judged again like one that just came; of a large one only the head is, which
/// holds the SHA-256 of every page of entries, so that nothing counts that is not what was written.
/// </summary>
internal static class ProofFile
{
    /// <summary>From this size on a CRL stays in its file, and its index with it.</summary>
    internal const int LargeFrom = 128 * 1024;

    private const int PrefixLength = 8 + 4 + SHA256.HashSizeInBytes;
    private const int MaxHead = 64 * 1024 * 1024;

    // The last octet is the version: another one is a foreign file.
    private static ReadOnlySpan<byte> Mark => "SGNPROF\x01"u8;

    internal static void Write(Stream stream, string key, RevocationProof proof, Uri address)
    {
        bool isLarge = proof is CrlProof { Entries: CrlIndex { NamesIssuers: false, HasUnknownCritical: false } } && proof.Length >= LargeFrom;
        CrlIndex? index = isLarge ? (CrlIndex)((CrlProof)proof).Entries : null;
        byte[] table = index is null ? [] : CrlPages.Table(index);
        var head = new MemoryStream();
        using (var writer = new BinaryWriter(head))
        {
            writer.Write(key);
            writer.Write(address.AbsoluteUri);
            writer.Write(proof is CrlProof);
            writer.Write(proof.Length);
            writer.Write(proof.Thumbprint);
            writer.Write(isLarge);
            if (index is not null)
            {
                CrlFile.WriteHead(writer, (CrlProof)proof, index, table);
            }
        }
        Span<byte> prefix = stackalloc byte[PrefixLength];
        Mark.CopyTo(prefix);
        byte[] bytes = head.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(prefix[8..], bytes.Length);
        SHA256.HashData(bytes, prefix[12..]);
        stream.Write(prefix);
        stream.Write(bytes);
        stream.Write(proof.Der.Span);
        if (index is not null)
        {
            CrlPages.Write(stream, index);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="file">The file; it stays open where the proof stays in it, and is closed otherwise.</param>
    /// <param name="key">The key that it must be for.</param>
    /// <returns>The proof; null where the file is another, or was changed.</returns>
    internal static RevocationProof? Read(SafeFileHandle file, string key)
    {
        RevocationProof? proof = null;
        try
        {
            proof = ReadWhole(file, key);
        }
        catch (Exception damaged) when (damaged is IOException or CertificateException or SigningException or ArgumentException or FormatException or OverflowException or Cms.CmsException or System.Formats.Asn1.AsnContentException)
        {
            // Damage that kept its hash: another version's file, or a disk that fails. It is not there.
        }
        if (proof is not CrlProof { Entries: CrlFile })
        {
            file.Dispose();
        }
        return proof;
    }

    private static RevocationProof? ReadWhole(SafeFileHandle file, string key)
    {
        byte[] prefix = ReadExactly(file, 0, PrefixLength);
        int headLength = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(8));
        if (!prefix.AsSpan().StartsWith(Mark) || headLength is < 0 or > MaxHead)
        {
            return null;
        }
        byte[] head = ReadExactly(file, PrefixLength, headLength);
        if (!SHA256.HashData(head).AsSpan().SequenceEqual(prefix.AsSpan(12)))
        {
            return null;
        }
        using var reader = new BinaryReader(new MemoryStream(head));
        if (reader.ReadString() != key)
        {
            return null;
        }
        var address = new Uri(reader.ReadString());
        bool isCrl = reader.ReadBoolean();
        int derLength = reader.ReadInt32();
        string thumbprint = reader.ReadString();
        long derStart = PrefixLength + headLength;
        if (reader.ReadBoolean())
        {
            return CrlProof.Open(CrlFile.Read(reader, head, file, derStart, derLength, thumbprint), address);
        }
        byte[] der = ReadExactly(file, derStart, derLength);
        return Convert.ToHexStringLower(SHA256.HashData(der)) != thumbprint ? null
            : isCrl ? CrlProof.Parse(der, ProofSource.Cache, address)
            : OcspProof.Parse(der, ProofSource.Cache, address);
    }

    /// <exception cref="IOException">The file is shorter.</exception>
    internal static byte[] ReadExactly(SafeFileHandle file, long offset, int length)
    {
        // Before memory is taken for what a damaged length says.
        if (length < 0 || offset + length > RandomAccess.GetLength(file))
        {
            throw new EndOfStreamException("the file is shorter than it says");
        }
        byte[] bytes = new byte[length];
        for (int read = 0; read < length;)
        {
            int more = RandomAccess.Read(file, bytes.AsSpan(read), offset + read);
            read += more > 0 ? more : throw new EndOfStreamException("the file is shorter than it was");
        }
        return bytes;
    }
}
