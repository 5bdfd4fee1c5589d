using System.Formats.Asn1;

namespace Signing.Core.Pki.Revocation;

/// <summary>
/// The entries of a CRL, walked once and then found by serial number in a few steps. Only places are kept: a CRL of 20 MB has half
/// a million entries.
/// </summary>
internal sealed class CrlIndex : CrlEntries
{
    private static readonly byte[] ReasonCodeOid = [0x55, 0x1D, 0x15];
    private static readonly byte[] HoldInstructionOid = [0x55, 0x1D, 0x17];
    private static readonly byte[] InvalidityDateOid = [0x55, 0x1D, 0x18];
    private static readonly byte[] CertificateIssuerOid = [0x55, 0x1D, 0x1D];

    private readonly ReadOnlyMemory<byte> _entries;
    private readonly ulong[] _keys;
    private readonly int[] _offsets;
    private readonly List<(int Offset, DistinguishedName Issuer)> _issuers = [];
    private bool _hasUnknownCritical;

    /// <param name="entries">The content of revokedCertificates.</param>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    internal CrlIndex(ReadOnlyMemory<byte> entries)
    {
        _entries = entries;
        var keys = new List<ulong>(entries.Length / 40 + 1);
        var offsets = new List<int>(keys.Capacity);
        var cursor = new DerCursor(entries.Span);
        while (cursor.HasData)
        {
            int offset = cursor.Position;
            var entry = new DerCursor(cursor.Read(DerCursor.Sequence));
            keys.Add(Key(entry.Read(DerCursor.Integer)));
            offsets.Add(offset);
            entry.ReadEncoded();
            if (entry.HasData)
            {
                Inspect(entry, offset);
            }
        }
        _keys = [.. keys];
        _offsets = [.. offsets];
        Array.Sort(_keys, _offsets);
    }

    internal override int Count => _keys.Length;

    internal override bool HasUnknownCritical => _hasUnknownCritical;

    /// <summary>Whether entries name issuers of their own.</summary>
    internal bool NamesIssuers => _issuers.Count > 0;

    /// <summary>The entries as encoded, sorted by key: each with its key.</summary>
    internal IEnumerable<(ulong Key, ReadOnlyMemory<byte> Entry)> Sorted()
    {
        for (int i = 0; i < _keys.Length; i++)
        {
            yield return (_keys[i], _entries.Slice(_offsets[i], LengthAt(_offsets[i])));
        }
    }

    internal override CrlEntry? Find(ReadOnlySpan<byte> serial, DistinguishedName issuer, DistinguishedName crlIssuer)
    {
        ulong key = Key(serial);
        int found = Array.BinarySearch(_keys, key);
        if (found < 0)
        {
            return null;
        }
        while (found > 0 && _keys[found - 1] == key)
        {
            found--;
        }
        for (; found < _keys.Length && _keys[found] == key; found++)
        {
            int offset = _offsets[found];
            var entry = new DerCursor(new DerCursor(_entries.Span[offset..]).Read(DerCursor.Sequence));
            if (entry.Read(DerCursor.Integer).SequenceEqual(serial) && IssuerAt(offset, crlIssuer).Equals(issuer))
            {
                return ReadEntry(entry);
            }
        }
        return null;
    }

    private int LengthAt(int offset)
    {
        var cursor = new DerCursor(_entries.Span[offset..]);
        cursor.ReadEncoded();
        return cursor.Position;
    }

    private void Inspect(DerCursor entry, int offset)
    {
        var list = new DerCursor(entry.Read(DerCursor.Sequence));
        while (list.HasData)
        {
            var extension = new DerCursor(list.Read(DerCursor.Sequence));
            ReadOnlySpan<byte> oid = extension.Read(DerCursor.ObjectIdentifier);
            bool critical = SkipCritical(ref extension);
            if (oid.SequenceEqual(CertificateIssuerOid))
            {
                AddIssuer(extension.Read(DerCursor.OctetString), offset);
            }
            else if (critical && !oid.SequenceEqual(ReasonCodeOid) && !oid.SequenceEqual(InvalidityDateOid) && !oid.SequenceEqual(HoldInstructionOid))
            {
                _hasUnknownCritical = true;
            }
        }
    }

    private void AddIssuer(ReadOnlySpan<byte> generalNames, int offset)
    {
        GeneralNameKey[] names = GeneralNameKey.ReadAll(new AsnReader(generalNames.ToArray(), AsnEncodingRules.BER).ReadSequence());
        DistinguishedName issuer = Array.Find(names, static name => name.DirectoryName is not null)?.DirectoryName
            ?? throw new AsnContentException("a CRL entry's issuer has no directory name");
        _issuers.Add((offset, issuer));
    }

    // An entry without an issuer of its own has that of the entry before it.
    private DistinguishedName IssuerAt(int offset, DistinguishedName crlIssuer)
    {
        DistinguishedName issuer = crlIssuer;
        foreach ((int start, DistinguishedName named) in _issuers)
        {
            if (start > offset)
            {
                break;
            }
            issuer = named;
        }
        return issuer;
    }
}
