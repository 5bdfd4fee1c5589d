using System.Formats.Asn1;

namespace Signing.Core.Pki;

/// <summary>
/// Where CRLs of one partition are, as certificate and CRL name it (RFC 5280, 4.2.1.13 and 5.2.5): full names, or one relative to
/// the CRL's issuer. Names are kept in a form that compares as they must.
/// </summary>
internal sealed class CrlPartition
{
    private static readonly Asn1Tag FullNameTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag RelativeNameTag = new(TagClass.ContextSpecific, 1);

    private readonly GeneralNameKey[] _fullNames;
    private readonly ReadOnlyMemory<byte>? _relative;

    private CrlPartition(GeneralNameKey[] fullNames, ReadOnlyMemory<byte>? relative)
    {
        _fullNames = fullNames;
        _relative = relative;
    }

    internal IReadOnlyList<GeneralNameKey> FullNames => _fullNames;

    internal static CrlPartition Read(AsnReader reader)
    {
        if (reader.PeekTag().HasSameClassAndValue(FullNameTag))
        {
            return new CrlPartition(GeneralNameKey.ReadAll(reader.ReadSequence(FullNameTag)), null);
        }
        // nameRelativeToCRLIssuer: the contents of one RelativeDistinguishedName.
        AsnReader relative = reader.ReadSetOf(skipSortOrderValidation: true, RelativeNameTag);
        var rdn = new AsnWriter(AsnEncodingRules.BER);
        using (rdn.PushSetOf())
        {
            while (relative.HasData)
            {
                rdn.WriteEncodedValue(relative.ReadEncodedValue().Span);
            }
        }
        return new CrlPartition([], rdn.Encode());
    }

    /// <summary>The names as they are in full, under an issuer.</summary>
    internal IReadOnlyList<GeneralNameKey> Resolve(DistinguishedName issuer)
    {
        if (_relative is not { } relative)
        {
            return _fullNames;
        }
        var name = new AsnWriter(AsnEncodingRules.BER);
        using (name.PushSequence())
        {
            AsnReader parts = new AsnReader(issuer.Der, AsnEncodingRules.BER).ReadSequence();
            while (parts.HasData)
            {
                name.WriteEncodedValue(parts.ReadEncodedValue().Span);
            }
            name.WriteEncodedValue(relative.Span);
        }
        return [GeneralNameKey.Of(DistinguishedName.Parse(name.Encode()))];
    }
}
