using System.Formats.Asn1;
using KeyOids = Signing.Core.Cms.Oids;

namespace Signing.Core.Pki;

/// <summary>The kind and size of a public key, as far as its strength goes.</summary>
/// <param name="Kind"><c>RSA</c>, <c>DSA</c>, <c>EC</c> or <c>Ed25519</c>; empty for others and for malformed ones, which cannot verify anyway.</param>
/// <param name="Bits">RSA and DSA: of the modulus; EC: of a coordinate in whole octets.</param>
internal readonly record struct PublicKeySize(string Kind, int Bits)
{
    internal const string Rsa = "RSA";
    internal const string Dsa = "DSA";
    internal const string Ec = "EC";
    internal const string Ed25519 = "Ed25519";

    internal static PublicKeySize Unknown { get; } = new("", 0);

    /// <summary>Measures a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).</summary>
    internal static PublicKeySize Of(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        try
        {
            AsnReader info = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence();
            AsnReader algorithm = info.ReadSequence();
            string oid = algorithm.ReadObjectIdentifier();
            ReadOnlyMemory<byte> key = info.TryReadPrimitiveBitString(out _, out ReadOnlyMemory<byte> whole) ? whole : info.ReadBitString(out _);
            return oid switch
            {
                KeyOids.RsaEncryption or KeyOids.RsaPss => new(Rsa, FirstInteger(key)),
                // An uncompressed point is 04, x, y; a compressed one 02 or 03, x. A P-521 coordinate has 66 octets.
                KeyOids.EcPublicKey => new(Ec, (key.Span is [4, ..] ? (key.Length - 1) / 2 : key.Length - 1) * 8),
                KeyOids.Ed25519 => new(Ed25519, 256),
                // Parameters begin with p (RFC 3279, 2.3.2); a key that inherits them tells nothing by itself.
                KeyOids.Dsa => new(Dsa, algorithm.HasData ? FirstInteger(algorithm.ReadEncodedValue()) : 0),
                _ => Unknown,
            };
        }
        catch (AsnContentException)
        {
            return Unknown;
        }
    }

    public override string ToString() => Kind switch
    {
        "" => "an unknown kind of key",
        Ed25519 => Kind,
        _ => $"{Kind}-{Bits}",
    };

    private static int FirstInteger(ReadOnlyMemory<byte> sequence)
    {
        ReadOnlySpan<byte> octets = new AsnReader(sequence, AsnEncodingRules.BER).ReadSequence().ReadIntegerBytes().Span.TrimStart((byte)0);
        return octets.Length == 0 ? 0 : (octets.Length * 8) - byte.LeadingZeroCount(octets[0]);
    }
}
