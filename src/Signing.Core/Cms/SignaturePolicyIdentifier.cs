using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>The signature-policy-identifier attribute: under which policy somebody signed (RFC 5126, 5.8.1; EN 319 122-1, 5.2.9).</summary>
internal sealed record SignaturePolicyIdentifier
{
    private const int LongestUri = 2048;

    /// <summary>The policy's object identifier, dotted; null where it is implied, or cannot be read.</summary>
    internal string? Oid { get; private init; }

    /// <summary>The digest of the policy's document, as the signer states it.</summary>
    internal ReadOnlyMemory<byte> Digest { get; private init; }

    /// <summary>Where the document lies (the qualifier SPuri); null where the signer does not say.</summary>
    internal string? Uri { get; private init; }

    /// <summary>Why it cannot be read; empty where it can.</summary>
    internal string Problem { get; private init; } = "";

    /// <summary>Reads SignaturePolicyIdentifier. What is malformed is told as such: it takes nothing from the signature itself.</summary>
    internal static SignaturePolicyIdentifier Read(ReadOnlyMemory<byte> value)
    {
        try
        {
            AsnReader outer = BerReader.Open(value);
            SignaturePolicyIdentifier policy = outer.NextIs(UniversalTagNumber.Null) ? ReadImplied(outer) : ReadNamed(outer.ReadSequence());
            outer.ThrowIfNotEmpty();
            return policy;
        }
        catch (Exception malformed) when (malformed is AsnContentException or CmsException)
        {
            return new SignaturePolicyIdentifier { Problem = malformed.Message };
        }
    }

    private static SignaturePolicyIdentifier ReadImplied(AsnReader outer)
    {
        outer.ReadNull();
        return new SignaturePolicyIdentifier();
    }

    private static SignaturePolicyIdentifier ReadNamed(AsnReader policy)
    {
        string oid = policy.ReadOid();
        AsnReader hash = policy.ReadSequence();
        AlgorithmIdentifier.Read(hash);
        ReadOnlyMemory<byte> digest = hash.ReadOctets();
        hash.ThrowIfNotEmpty();
        string? uri = policy.HasData ? ReadUri(policy.ReadSequence()) : null;
        policy.ThrowIfNotEmpty();
        return new SignaturePolicyIdentifier { Oid = oid, Digest = digest, Uri = uri };
    }

    /// <summary>The first SPuri among the qualifiers; those of other kinds are left aside.</summary>
    private static string? ReadUri(AsnReader qualifiers)
    {
        string? uri = null;
        while (qualifiers.HasData)
        {
            AsnReader qualifier = qualifiers.ReadSequence();
            if (qualifier.ReadOid() != Oids.SignaturePolicyUri)
            {
                qualifier.ReadEncodedValue();
            }
            else if (qualifier.PeekContentBytes().Length > LongestUri)
            {
                throw new CmsException(CmsProblem.TooLarge, "The address of the policy is too long.");
            }
            else
            {
                string found = qualifier.ReadCharacterString(UniversalTagNumber.IA5String);
                uri ??= found;
            }
            qualifier.ThrowIfNotEmpty();
        }
        return uri;
    }
}
