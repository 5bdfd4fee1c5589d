using System.Formats.Asn1;

namespace Signing.Core.Pki;

internal static class ObjectIdentifier
{
    /// <summary>Whether a text is an object identifier in dotted form.</summary>
    internal static bool IsDotted(string text)
    {
        try
        {
            new AsnWriter(AsnEncodingRules.DER).WriteObjectIdentifier(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
