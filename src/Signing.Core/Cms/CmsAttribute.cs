using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>An attribute with its values, each as encoded (RFC 5652, 5.3).</summary>
internal sealed record CmsAttribute(string Oid, IReadOnlyList<ReadOnlyMemory<byte>> Values)
{
    /// <summary>Reads the elements of a SET OF Attribute.</summary>
    internal static List<CmsAttribute> ReadAll(AsnReader set)
    {
        var attributes = new List<CmsAttribute>();
        while (set.HasData)
        {
            if (attributes.Count == BerReader.MaxElements)
            {
                throw new CmsException(CmsProblem.TooLarge, "A signer has too many attributes.");
            }
            AsnReader attribute = set.ReadSequence();
            attributes.Add(new CmsAttribute(attribute.ReadOid(), attribute.ReadSetOf().ReadElements()));
            attribute.ThrowIfNotEmpty();
        }
        return attributes;
    }
}
