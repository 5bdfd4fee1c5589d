using System.Formats.Asn1;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Pki;

/// <summary>One distribution point of a certificate (RFC 5280, 4.2.1.13).</summary>
/// <param name="Name">The partition; null where it is only told by its issuer.</param>
/// <param name="Reasons">The reasons that its CRLs speak of.</param>
/// <param name="CrlIssuers">Who signs them, where that is not the certificate's issuer.</param>
internal sealed record CrlDistributionPoint(CrlPartition? Name, RevocationReasons Reasons, IReadOnlyList<DistinguishedName> CrlIssuers)
{
    private static readonly Asn1Tag NameTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag ReasonsTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag CrlIssuerTag = new(TagClass.ContextSpecific, 2);

    internal IReadOnlyList<Uri> Addresses { get; } = AddressesOf(Name);

    /// <summary>Reads the extension's value. One that cannot be read names no point: then only complete CRLs of the issuer itself count.</summary>
    internal static IReadOnlyList<CrlDistributionPoint> Read(ReadOnlyMemory<byte>? extension)
    {
        if (extension is not { } value)
        {
            return [];
        }
        try
        {
            var points = new List<CrlDistributionPoint>(1);
            AsnReader list = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
            while (list.HasData)
            {
                points.Add(ReadOne(list.ReadSequence()));
            }
            return points;
        }
        catch (AsnContentException)
        {
            return [];
        }
    }

    private static CrlDistributionPoint ReadOne(AsnReader point)
    {
        CrlPartition? name = null;
        RevocationReasons reasons = RevocationReasons.All;
        IReadOnlyList<DistinguishedName> issuers = [];
        if (point.HasData && point.PeekTag().HasSameClassAndValue(NameTag))
        {
            name = CrlPartition.Read(point.ReadSequence(NameTag));
        }
        if (point.HasData && point.PeekTag().HasSameClassAndValue(ReasonsTag))
        {
            reasons = RevocationReasonCodes.ReadFlags(point, ReasonsTag);
        }
        if (point.HasData && point.PeekTag().HasSameClassAndValue(CrlIssuerTag))
        {
            GeneralNameKey[] names = GeneralNameKey.ReadAll(point.ReadSequence(CrlIssuerTag));
            issuers = [.. names.Where(static key => key.DirectoryName is not null).Select(static key => key.DirectoryName!)];
        }
        return new CrlDistributionPoint(name, reasons, issuers);
    }

    private static List<Uri> AddressesOf(CrlPartition? name)
    {
        var addresses = new List<Uri>(1);
        foreach (GeneralNameKey key in name?.FullNames ?? [])
        {
            if (key.Uri is { } text)
            {
                WebAddress.AddTo(addresses, text);
            }
        }
        return addresses;
    }
}
