using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Signing.Core.Cms;

namespace Signing.Core.Pki.Revocation;

/// <summary>
/// A large CRL in its file of the cache: what it says of itself is in memory, its entries are looked up in the file, page by page, each
/// held against the SHA-256 in the head. Whose key signed it was found out when it was written.
/// </summary>
internal sealed class CrlFile : CrlEntries
{
    private const int RememberedPages = 64;

    private readonly SafeFileHandle _file;
    private readonly long _derStart;
    private readonly ReadOnlyMemory<byte> _table;
    private readonly ConcurrentDictionary<int, byte[]> _pages = new();
    private readonly Lazy<byte[]> _der;

    private CrlFile(SafeFileHandle file, long derStart, int derLength, string thumbprint, ReadOnlyMemory<byte> table, int count)
    {
        _file = file;
        _derStart = derStart;
        Length = derLength;
        _table = table;
        Thumbprint = thumbprint;
        Count = count;
        _der = new Lazy<byte[]>(ReadDer);
    }

    internal override int Count { get; }

    internal override bool HasUnknownCritical => false;

    /// <summary>The length of the CRL.</summary>
    internal int Length { get; }

    /// <summary>SHA-256 of the CRL, lower-case hex.</summary>
    internal string Thumbprint { get; }

    /// <summary>The CRL without its entries.</summary>
    internal required SignedStructure Shell { get; init; }

    /// <summary>Certificates whose keys are known to have signed it, by thumbprint.</summary>
    internal required IReadOnlyList<string> Signers { get; init; }

    /// <summary>The whole CRL.</summary>
    /// <exception cref="SigningException"><see cref="ErrorCodes.FileFailed"/>: it has changed since it was opened.</exception>
    internal ReadOnlyMemory<byte> Der => _der.Value;

    internal static void WriteHead(BinaryWriter writer, CrlProof crl, CrlIndex index, byte[] table)
    {
        WriteBytes(writer, WithoutEntries(crl.Signed.ToBeSigned));
        writer.Write(crl.Signed.Algorithm.Oid);
        WriteBytes(writer, crl.Signed.Algorithm.Parameters ?? default);
        WriteBytes(writer, crl.Signed.Value);
        string[] signers = [.. crl.Signers];
        writer.Write(signers.Length);
        foreach (string signer in signers)
        {
            writer.Write(signer);
        }
        writer.Write(index.Count);
        WriteBytes(writer, table);
    }

    /// <param name="reader">The head, where <see cref="WriteHead"/> wrote.</param>
    /// <param name="head">The same in memory.</param>
    /// <param name="file">The file, which stays open.</param>
    /// <param name="derStart">Where the CRL begins.</param>
    /// <param name="derLength">Its length; the pages follow.</param>
    /// <param name="thumbprint">Its SHA-256.</param>
    internal static CrlFile Read(BinaryReader reader, ReadOnlyMemory<byte> head, SafeFileHandle file, long derStart, int derLength, string thumbprint)
    {
        ReadOnlyMemory<byte> shell = ReadBytes();
        string oid = reader.ReadString();
        ReadOnlyMemory<byte> parameters = ReadBytes();
        ReadOnlyMemory<byte> value = ReadBytes();
        string[] signers = new string[reader.ReadInt32()];
        for (int i = 0; i < signers.Length; i++)
        {
            signers[i] = reader.ReadString();
        }
        int count = reader.ReadInt32();
        var algorithm = new AlgorithmIdentifier(oid, parameters.IsEmpty ? default(ReadOnlyMemory<byte>?) : parameters);
        return new CrlFile(file, derStart, derLength, thumbprint, ReadBytes(), count)
        {
            Shell = new SignedStructure(shell, algorithm, value),
            Signers = signers,
        };

        ReadOnlyMemory<byte> ReadBytes()
        {
            int length = reader.ReadInt32();
            ReadOnlyMemory<byte> bytes = head.Slice((int)reader.BaseStream.Position, length);
            reader.BaseStream.Position += length;
            return bytes;
        }
    }

    internal override CrlEntry? Find(ReadOnlySpan<byte> serial, DistinguishedName issuer, DistinguishedName crlIssuer)
    {
        if (!issuer.Equals(crlIssuer))
        {
            return null;
        }
        ulong key = Key(serial);
        int rows = _table.Length / CrlPages.RowLength;
        for (int row = FirstRow(key, rows); row < rows && CrlPages.KeyAt(_table.Span, row) <= key; row++)
        {
            var page = new DerCursor(Page(row));
            while (page.HasData)
            {
                var entry = new DerCursor(page.Read(DerCursor.Sequence));
                if (entry.Read(DerCursor.Integer).SequenceEqual(serial))
                {
                    return ReadEntry(entry);
                }
            }
        }
        return null;
    }

    /// <summary>The last page that begins before the key, for the key may stand at its end; the first page where none does.</summary>
    private int FirstRow(ulong key, int rows)
    {
        int low = 0;
        int high = rows;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (CrlPages.KeyAt(_table.Span, middle) < key)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return Math.Max(0, low - 1);
    }

    private byte[] Page(int row)
    {
        if (_pages.TryGetValue(row, out byte[]? known))
        {
            return known;
        }
        (long offset, int length) = CrlPages.PlaceAt(_table.Span, row);
        try
        {
            byte[] page = ProofFile.ReadExactly(_file, _derStart + Length + offset, length);
            if (!SHA256.HashData(page).AsSpan().SequenceEqual(CrlPages.HashAt(_table.Span, row)))
            {
                throw new AsnContentException("the cached CRL was changed on disk");
            }
            if (_pages.Count < RememberedPages)
            {
                _pages.TryAdd(row, page);
            }
            return page;
        }
        catch (IOException unreadable)
        {
            throw new AsnContentException("the cached CRL cannot be read any more", unreadable);
        }
    }

    private byte[] ReadDer()
    {
        try
        {
            byte[] der = ProofFile.ReadExactly(_file, _derStart, Length);
            return Convert.ToHexStringLower(SHA256.HashData(der)) == Thumbprint
                ? der
                : throw new IOException("it was changed on disk");
        }
        catch (IOException damaged)
        {
            throw Error.Of(ErrorCodes.FileFailed, damaged, ("file", "a CRL in Fetch:CacheFolder"), ("detail", damaged.Message));
        }
    }

    // TBSCertList (RFC 5280, 5.1): algorithm and issuer are sequences too, revokedCertificates is the third.
    private static byte[] WithoutEntries(ReadOnlyMemory<byte> toBeSigned)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            AsnReader body = new AsnReader(toBeSigned, AsnEncodingRules.BER).ReadSequence();
            int sequences = 0;
            while (body.HasData)
            {
                bool isEntries = body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) && ++sequences == 3;
                ReadOnlySpan<byte> element = body.ReadEncodedValue().Span;
                if (!isEntries)
                {
                    writer.WriteEncodedValue(element);
                }
            }
        }
        return writer.Encode();
    }

    private static void WriteBytes(BinaryWriter writer, ReadOnlyMemory<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes.Span);
    }
}
