using System.Formats.Asn1;

namespace Signing.Core.Pki.Revocation;

/// <summary>Which certificates a CRL speaks of: its issuing distribution point (RFC 5280, 5.2.5).</summary>
internal sealed record CrlScope
{
    private static readonly Asn1Tag NameTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag UserTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag AuthorityTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag ReasonsTag = new(TagClass.ContextSpecific, 3);
    private static readonly Asn1Tag IndirectTag = new(TagClass.ContextSpecific, 4);
    private static readonly Asn1Tag AttributeTag = new(TagClass.ContextSpecific, 5);

    /// <summary>The partition; null for all of them.</summary>
    internal CrlPartition? Name { get; private init; }

    internal bool OnlyUserCertificates { get; private init; }

    internal bool OnlyAuthorityCertificates { get; private init; }

    internal bool OnlyAttributeCertificates { get; private init; }

    /// <summary>Whether it may speak of certificates by other issuers.</summary>
    internal bool IsIndirect { get; private init; }

    internal RevocationReasons Reasons { get; private init; } = RevocationReasons.All;

    /// <summary>The extension as encoded, to compare a delta's with its base's.</summary>
    internal ReadOnlyMemory<byte> Der { get; private init; }

    internal static CrlScope Read(ReadOnlyMemory<byte> value)
    {
        AsnReader fields = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        CrlPartition? name = Has(fields, NameTag) ? CrlPartition.Read(fields.ReadSequence(NameTag)) : null;
        bool user = Has(fields, UserTag) && fields.ReadBoolean(UserTag);
        bool authority = Has(fields, AuthorityTag) && fields.ReadBoolean(AuthorityTag);
        RevocationReasons reasons = Has(fields, ReasonsTag) ? RevocationReasonCodes.ReadFlags(fields, ReasonsTag) : RevocationReasons.All;
        bool indirect = Has(fields, IndirectTag) && fields.ReadBoolean(IndirectTag);
        bool attribute = Has(fields, AttributeTag) && fields.ReadBoolean(AttributeTag);
        fields.ThrowIfNotEmpty();
        return new CrlScope
        {
            Name = name,
            OnlyUserCertificates = user,
            OnlyAuthorityCertificates = authority,
            OnlyAttributeCertificates = attribute,
            IsIndirect = indirect,
            Reasons = reasons,
            Der = value,
        };
    }

    private static bool Has(AsnReader fields, Asn1Tag tag) => fields.HasData && fields.PeekTag().HasSameClassAndValue(tag);
}
