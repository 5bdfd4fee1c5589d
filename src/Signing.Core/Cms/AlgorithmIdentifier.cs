using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>An algorithm with its parameters (RFC 5280, 4.1.1.2).</summary>
/// <param name="Oid">The algorithm's object identifier, dotted.</param>
/// <param name="Parameters">The parameters' encoding, or <see langword="null"/> when absent.</param>
internal sealed record AlgorithmIdentifier(string Oid, ReadOnlyMemory<byte>? Parameters)
{
    private static readonly byte[] NullEncoding = [0x05, 0x00];

    /// <summary>Absent or NULL: many writers confuse the two, and readers are told to accept both (RFC 5754, 2).</summary>
    internal bool HasNoParameters => Parameters is not { } parameters || parameters.Span.SequenceEqual(NullEncoding);

    /// <exception cref="CmsException">Not an AlgorithmIdentifier.</exception>
    internal static AlgorithmIdentifier Parse(ReadOnlyMemory<byte> encoding) =>
        BerReader.Parse(encoding, "An algorithm identifier", static bytes =>
        {
            AsnReader reader = BerReader.Open(bytes);
            AlgorithmIdentifier algorithm = Read(reader);
            reader.ThrowIfNotEmpty();
            return algorithm;
        });

    internal static AlgorithmIdentifier Read(AsnReader reader, Asn1Tag? tag = null)
    {
        AsnReader sequence = reader.ReadSequence(tag);
        string oid = sequence.ReadOid();
        ReadOnlyMemory<byte>? parameters = sequence.HasData ? sequence.ReadEncodedValue() : default(ReadOnlyMemory<byte>?);
        sequence.ThrowIfNotEmpty();
        return new AlgorithmIdentifier(oid, parameters);
    }

    /// <summary>The same algorithm; absent and NULL parameters are the same.</summary>
    internal bool Means(AlgorithmIdentifier other) =>
        Oid == other.Oid
        && ((HasNoParameters && other.HasNoParameters)
            || (Parameters is { } mine && other.Parameters is { } theirs && mine.Span.SequenceEqual(theirs.Span)));
}
