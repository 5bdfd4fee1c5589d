using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki;

namespace Signing.Core.Tests.Pki;

/// <summary>The extensions of RFC 5280, 4.2.1 that .NET has no builder for.</summary>
internal static class TestExtensions
{
    private static readonly Asn1Tag DirectoryTag = new(TagClass.ContextSpecific, 4);
    private static readonly Asn1Tag DnsTag = new(TagClass.ContextSpecific, 2);

    internal static X509Extension Policies(params string[] oids) => Sequence(Oids.CertificatePolicies, false, writer =>
    {
        foreach (string oid in oids)
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(oid);
            }
        }
    });

    internal static X509Extension Mapping(string from, string to) => Sequence(Oids.PolicyMappings, true, writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(from);
            writer.WriteObjectIdentifier(to);
        }
    });

    /// <summary>requireExplicitPolicy and inhibitPolicyMapping, after so many certificates.</summary>
    internal static X509Extension PolicyConstraints(int? requireExplicit, int? inhibitMapping) => Sequence(Oids.PolicyConstraints, true, writer =>
    {
        if (requireExplicit is { } after)
        {
            writer.WriteInteger(after, new Asn1Tag(TagClass.ContextSpecific, 0));
        }
        if (inhibitMapping is { } skip)
        {
            writer.WriteInteger(skip, new Asn1Tag(TagClass.ContextSpecific, 1));
        }
    });

    internal static X509Extension InhibitAnyPolicy(int after)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteInteger(after);
        return new X509Extension(Oids.InhibitAnyPolicy, writer.Encode(), true);
    }

    internal static X509Extension NameConstraints(byte[]? permitted = null, byte[]? excluded = null) => Sequence(Oids.NameConstraints, true, writer =>
    {
        Subtree(writer, 0, permitted);
        Subtree(writer, 1, excluded);
    });

    internal static byte[] DirectoryName(string name)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(DirectoryTag))
        {
            writer.WriteEncodedValue(new X500DistinguishedName(name).RawData);
        }
        return writer.Encode();
    }

    internal static byte[] DnsName(string name)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.IA5String, name, DnsTag);
        return writer.Encode();
    }

    private static void Subtree(AsnWriter writer, int tag, byte[]? name)
    {
        if (name is not null)
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, tag)))
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(name);
            }
        }
    }

    private static X509Extension Sequence(string oid, bool critical, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            write(writer);
        }
        return new X509Extension(oid, writer.Encode(), critical);
    }
}
