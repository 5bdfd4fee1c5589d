using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki;

/// <summary>The extensions of a certificate (RFC 5280, 4.2), and the readings of those that trust decisions ask for.</summary>
internal sealed class CertificateExtensions
{
    private static readonly Asn1Tag KeyIdTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);

    private readonly List<CertificateExtension> _all;

    private CertificateExtensions(List<CertificateExtension> all) => _all = all;

    internal static CertificateExtensions None { get; } = new([]);

    internal IReadOnlyList<CertificateExtension> All => _all;

    internal static CertificateExtensions Read(AsnReader reader)
    {
        var all = new List<CertificateExtension>();
        AsnReader list = reader.ReadSequence();
        while (list.HasData)
        {
            AsnReader entry = list.ReadSequence();
            string oid = entry.ReadObjectIdentifier();
            bool critical = entry.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && entry.ReadBoolean();
            ReadOnlyMemory<byte> value = entry.ReadOctetString();
            entry.ThrowIfNotEmpty();
            // RFC 5280, 4.2: no extension twice.
            if (all.Exists(other => other.Oid == oid))
            {
                throw new AsnContentException($"extension {oid} stands twice");
            }
            all.Add(new CertificateExtension(oid, critical, value));
        }
        return new CertificateExtensions(all);
    }

    internal CertificateExtension? Find(string oid) => _all.Find(extension => extension.Oid == oid);

    // A conditional with null would turn absent into empty: a null array converts to an empty memory.
    internal ReadOnlyMemory<byte>? SubjectKeyIdentifier() =>
        Find(Oids.SubjectKeyIdentifier) is { } extension ? Reader(extension).ReadOctetString() : default(ReadOnlyMemory<byte>?);

    internal ReadOnlyMemory<byte>? AuthorityKeyIdentifier()
    {
        if (Find(Oids.AuthorityKeyIdentifier) is not { } extension)
        {
            return null;
        }
        AsnReader fields = Reader(extension).ReadSequence();
        return fields.HasData && fields.PeekTag().HasSameClassAndValue(KeyIdTag) ? fields.ReadOctetString(KeyIdTag) : default(ReadOnlyMemory<byte>?);
    }

    // RFC 5280, 4.2.1.3. NamedBitListValue keeps the order of the bits, which .NET's flags have in the same octet order.
    internal X509KeyUsageFlags? KeyUsage()
    {
        if (Find(Oids.KeyUsage) is not { } extension)
        {
            return null;
        }
        byte[] bits = Reader(extension).ReadBitString(out _);
        int first = bits.Length > 0 ? bits[0] : 0;
        int second = bits.Length > 1 ? bits[1] : 0;
        return (X509KeyUsageFlags)(first | second << 8);
    }

    internal IReadOnlyList<string>? ExtendedKeyUsage()
    {
        if (Find(Oids.ExtendedKeyUsage) is not { } extension)
        {
            return null;
        }
        var purposes = new List<string>(2);
        AsnReader list = Reader(extension).ReadSequence();
        while (list.HasData)
        {
            purposes.Add(list.ReadObjectIdentifier());
        }
        return purposes;
    }

    internal (bool IsAuthority, int? PathLength) BasicConstraints()
    {
        if (Find(Oids.BasicConstraints) is not { } extension)
        {
            return (false, null);
        }
        AsnReader fields = Reader(extension).ReadSequence();
        bool authority = fields.HasData && fields.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && fields.ReadBoolean();
        if (!fields.HasData)
        {
            return (authority, null);
        }
        // A length beyond an int bounds nothing that our budget does not.
        return (authority, fields.TryReadInt32(out int length) ? length : null);
    }

    /// <summary>The web addresses of one access method; what cannot be read is no address.</summary>
    internal IReadOnlyList<Uri> AccessAddresses(string method)
    {
        if (Find(Oids.AuthorityInformationAccess) is not { } extension)
        {
            return [];
        }
        var addresses = new List<Uri>(1);
        try
        {
            AsnReader list = Reader(extension).ReadSequence();
            while (list.HasData)
            {
                AsnReader access = list.ReadSequence();
                if (access.ReadObjectIdentifier() == method && access.PeekTag().HasSameClassAndValue(UriTag))
                {
                    WebAddress.AddTo(addresses, access.ReadCharacterString(UniversalTagNumber.IA5String, UriTag));
                }
            }
        }
        catch (AsnContentException)
        {
            // Addresses help to find proofs; nothing is trusted because of them.
        }
        return addresses;
    }

    private static AsnReader Reader(CertificateExtension extension) => new(extension.Value, AsnEncodingRules.BER);
}
