using System.Formats.Asn1;

namespace Signing.Core.Pki.Revocation;

/// <summary>The entries of a CRL, found by serial number: in memory, or in a file of the cache.</summary>
internal abstract class CrlEntries
{
    private static readonly byte[] ReasonCodeOid = [0x55, 0x1D, 0x15];

    internal abstract int Count { get; }

    /// <summary>Whether some entry has a critical extension that is not known: the CRL is then good for nothing (RFC 5280, 5.3).</summary>
    internal abstract bool HasUnknownCritical { get; }

    /// <summary>Finds the entry of a certificate.</summary>
    /// <param name="serial">Its serial number, as encoded.</param>
    /// <param name="issuer">Its issuer.</param>
    /// <param name="crlIssuer">The CRL's issuer, who issued all certificates before the first entry that names another (RFC 5280, 5.3.3).</param>
    /// <exception cref="AsnContentException">The entry is malformed.</exception>
    internal abstract CrlEntry? Find(ReadOnlySpan<byte> serial, DistinguishedName issuer, DistinguishedName crlIssuer);

    /// <summary>What a serial number is sorted by. FNV-1a: serial numbers are random or run on; either way this spreads them.</summary>
    private protected static ulong Key(ReadOnlySpan<byte> serial)
    {
        ulong key = 14695981039346656037;
        foreach (byte octet in serial)
        {
            key = (key ^ octet) * 1099511628211;
        }
        return key;
    }

    /// <param name="entry">What follows the serial number.</param>
    private protected static CrlEntry ReadEntry(DerCursor entry)
    {
        DateTimeOffset revokedAt = Asn1Time.Read(new AsnReader(entry.ReadEncoded().ToArray(), AsnEncodingRules.BER));
        int? reason = null;
        if (entry.HasData)
        {
            var list = new DerCursor(entry.Read(DerCursor.Sequence));
            while (list.HasData)
            {
                var extension = new DerCursor(list.Read(DerCursor.Sequence));
                bool isReason = extension.Read(DerCursor.ObjectIdentifier).SequenceEqual(ReasonCodeOid);
                SkipCritical(ref extension);
                if (isReason)
                {
                    var value = new DerCursor(extension.Read(DerCursor.OctetString));
                    reason = value.Read(DerCursor.Enumerated) is [byte code] ? code : null;
                }
            }
        }
        return new CrlEntry(revokedAt, reason);
    }

    private protected static bool SkipCritical(ref DerCursor extension) =>
        extension.NextIs(DerCursor.Boolean) && extension.Read(DerCursor.Boolean) is not [0];
}
