using System.Formats.Asn1;

namespace Signing.Core.Pki.Revocation;

/// <summary>CRLReason (RFC 5280, 5.3.1) by number and name.</summary>
internal static class RevocationReasonCodes
{
    internal const int CertificateHold = 6;
    internal const int RemoveFromCrl = 8;

    /// <summary>The standard's name of a reason; absent and unknown ones are <c>unspecified</c>.</summary>
    internal static string Name(int? code) => code switch
    {
        1 => "keyCompromise",
        2 => "cACompromise",
        3 => "affiliationChanged",
        4 => "superseded",
        5 => "cessationOfOperation",
        CertificateHold => "certificateHold",
        RemoveFromCrl => "removeFromCRL",
        9 => "privilegeWithdrawn",
        10 => "aACompromise",
        _ => "unspecified",
    };

    internal static RevocationReasons ReadFlags(AsnReader reader, Asn1Tag tag)
    {
        byte[] bits = reader.ReadBitString(out _, tag);
        var reasons = RevocationReasons.None;
        for (int bit = 1; bit <= 8 && bit / 8 < bits.Length; bit++)
        {
            if ((bits[bit / 8] & 0x80 >> bit % 8) != 0)
            {
                reasons |= (RevocationReasons)(1 << bit);
            }
        }
        return reasons;
    }
}
