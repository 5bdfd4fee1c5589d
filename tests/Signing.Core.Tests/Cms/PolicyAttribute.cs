using System.Formats.Asn1;
using Signing.Core.Cms;

namespace Signing.Core.Tests.Cms;

/// <summary>Values of the signature-policy-identifier attribute (RFC 5126, 5.8.1), right and wrong.</summary>
internal static class PolicyAttribute
{
    internal const string Oid = "2.16.704.9.9.9.1";

    internal const string Uri = "https://example.vn/policy.pdf";

    private const string UserNotice = "1.2.840.113549.1.9.16.5.2";

    internal static readonly byte[] Digest = [.. Enumerable.Repeat((byte)7, 32)];

    internal static byte[] Implied { get; } = [0x05, 0x00];

    internal static byte[] Of(string oid = Oid, byte[]? digest = null, params byte[][] qualifiers) => Forge.Encode(writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.Sha256);
                }
                writer.WriteOctetString(digest ?? Digest);
            }
            if (qualifiers.Length > 0)
            {
                using (writer.PushSequence())
                {
                    foreach (byte[] qualifier in qualifiers)
                    {
                        writer.WriteEncodedValue(qualifier);
                    }
                }
            }
        }
    });

    internal static byte[] At(string uri) => Forge.Encode(writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SignaturePolicyUri);
            writer.WriteCharacterString(UniversalTagNumber.IA5String, uri);
        }
    });

    /// <summary>A qualifier of another kind: SPUserNotice.</summary>
    internal static byte[] Notice() => Forge.Encode(static writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(UserNotice);
            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, "Chính sách");
            }
        }
    });
}
