using System.Formats.Asn1;

namespace Signing.Core.Pki;

/// <summary>A GeneralName (RFC 5280, 4.2.1.6) in the form in which two are compared: directory names by their rules, all others by their octets.</summary>
/// <param name="DirectoryName">The name, where it is a directoryName.</param>
/// <param name="Other">The encoding in hex, where it is anything else.</param>
/// <param name="Uri">The text, where it is a uniformResourceIdentifier.</param>
internal sealed record GeneralNameKey(DistinguishedName? DirectoryName, string? Other, string? Uri = null)
{
    private static readonly Asn1Tag DirectoryNameTag = new(TagClass.ContextSpecific, 4, isConstructed: true);
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);

    internal static GeneralNameKey Of(DistinguishedName name) => new(name, null);

    internal static GeneralNameKey[] ReadAll(AsnReader names)
    {
        var keys = new List<GeneralNameKey>(1);
        while (names.HasData)
        {
            Asn1Tag tag = names.PeekTag();
            if (tag.HasSameClassAndValue(DirectoryNameTag))
            {
                keys.Add(Of(DistinguishedName.Parse(names.ReadSequence(DirectoryNameTag).ReadEncodedValue())));
            }
            else
            {
                string? uri = tag.HasSameClassAndValue(UriTag) ? names.PeekString(UriTag) : null;
                keys.Add(new GeneralNameKey(null, Convert.ToHexStringLower(names.ReadEncodedValue().Span), uri));
            }
        }
        return [.. keys];
    }
}
