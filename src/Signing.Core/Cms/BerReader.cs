using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>
/// What reading hostile ASN.1 needs beside <see cref="AsnReader"/>: bounds on identifiers and counts, and octet strings
/// without a copy. Containers are read as BER, because signers write them so; whatever a signature covers is brought
/// to DER first (<see cref="DerForm"/>).
/// </summary>
internal static class BerReader
{
    /// <summary>No structure has more elements in one SET or SEQUENCE; a hostile one could have millions.</summary>
    internal const int MaxElements = 4096;

    private const int MaxOidLength = 64;

    private static readonly AsnReaderOptions Options = new() { SkipSetSortOrderVerification = true, UtcTimeTwoDigitYearMax = 2049 };

    internal static AsnReader Open(ReadOnlyMemory<byte> bytes) => new(bytes, AsnEncodingRules.BER, Options);

    /// <summary>Runs a parse and turns the platform's exception into <see cref="CmsException"/>.</summary>
    internal static T Parse<T>(ReadOnlyMemory<byte> bytes, string what, Func<ReadOnlyMemory<byte>, T> parse)
    {
        try
        {
            return parse(bytes);
        }
        catch (AsnContentException exception)
        {
            throw new CmsException(CmsProblem.Malformed, $"{what} is not well-formed: {exception.Message}", exception);
        }
    }

    /// <summary>An object identifier; a long one is refused before the platform does big-number arithmetic on it.</summary>
    internal static string ReadOid(this AsnReader reader, Asn1Tag? tag = null)
    {
        if (reader.PeekContentBytes().Length > MaxOidLength)
        {
            throw new CmsException(CmsProblem.TooLarge, "An object identifier is longer than any that is in use.");
        }
        return reader.ReadObjectIdentifier(tag);
    }

    /// <summary>The value of an OCTET STRING: a slice where it is primitive, a copy where BER has cut it in pieces.</summary>
    internal static ReadOnlyMemory<byte> ReadOctets(this AsnReader reader, Asn1Tag? tag = null) =>
        reader.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> octets, tag) ? octets : reader.ReadOctetString(tag);

    /// <summary>Whether the next element is the context-specific one with this number.</summary>
    internal static bool NextIs(this AsnReader reader, int contextNumber) =>
        reader.HasData && reader.PeekTag().HasSameClassAndValue(Context(contextNumber));

    internal static bool NextIs(this AsnReader reader, UniversalTagNumber number) =>
        reader.HasData && reader.PeekTag().HasSameClassAndValue(new Asn1Tag(number));

    internal static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number);

    /// <summary>All elements of a SET OF or SEQUENCE OF, each as its own encoding.</summary>
    internal static List<ReadOnlyMemory<byte>> ReadElements(this AsnReader reader)
    {
        var elements = new List<ReadOnlyMemory<byte>>();
        while (reader.HasData)
        {
            if (elements.Count == MaxElements)
            {
                throw new CmsException(CmsProblem.TooLarge, $"A structure has more than {MaxElements} elements.");
            }
            elements.Add(reader.ReadEncodedValue());
        }
        return elements;
    }
}
