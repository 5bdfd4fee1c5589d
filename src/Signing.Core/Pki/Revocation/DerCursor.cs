using System.Formats.Asn1;

namespace Signing.Core.Pki.Revocation;

/// <summary>
/// Walks DER without allocating, for the one place where that counts: the entries of a CRL, of which there may be a million. All
/// else is read with <see cref="AsnReader"/>.
/// </summary>
internal ref struct DerCursor(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    internal const byte Boolean = 0x01;
    internal const byte Integer = 0x02;
    internal const byte OctetString = 0x04;
    internal const byte ObjectIdentifier = 0x06;
    internal const byte Enumerated = 0x0A;
    internal const byte Sequence = 0x30;

    /// <summary>Where the next element begins.</summary>
    internal int Position { get; private set; }

    internal readonly bool HasData => Position < _data.Length;

    internal readonly bool NextIs(byte tag) => HasData && _data[Position] == tag;

    /// <summary>Reads one element with a tag that it must have.</summary>
    /// <returns>Its content.</returns>
    internal ReadOnlySpan<byte> Read(byte tag) => NextIs(tag) ? Read() : throw Malformed();

    /// <summary>Reads one element, tag and length included.</summary>
    internal ReadOnlySpan<byte> ReadEncoded()
    {
        int start = Position;
        Read();
        return _data[start..Position];
    }

    private ReadOnlySpan<byte> Read()
    {
        int position = Position + 1;
        if (position >= _data.Length)
        {
            throw Malformed();
        }
        int length = _data[position++];
        if (length > 0x80)
        {
            int octets = length & 0x7F;
            if (octets > 4 || position + octets > _data.Length)
            {
                throw Malformed();
            }
            length = 0;
            for (int i = 0; i < octets; i++)
            {
                length = length << 8 | _data[position++];
            }
        }
        // 0x80 is BER's indefinite length; a negative one came of four octets.
        else if (length == 0x80)
        {
            throw Malformed();
        }
        if (length < 0 || length > _data.Length - position)
        {
            throw Malformed();
        }
        Position = position + length;
        return _data.Slice(position, length);
    }

    private static AsnContentException Malformed() => new("malformed CRL entry");
}
