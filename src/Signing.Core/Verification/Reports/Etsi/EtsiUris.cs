using System.Security.Cryptography;
using Signing.Core.Cms;

namespace Signing.Core.Verification.Reports.Etsi;

/// <summary>The names of ETSI TS 119 102-2, and our own for what it leaves open.</summary>
internal static class EtsiUris
{
    internal const string Report = "http://uri.etsi.org/19102/v1.4.1#";
    internal const string XmlDsig = "http://www.w3.org/2000/09/xmldsig#";
    internal const string Xades = "http://uri.etsi.org/01903/v1.3.2#";
    internal const string TrustedList = "http://uri.etsi.org/02231/v2#";

    internal const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    internal const string Applied = Etsi + "constraintStatus:applied";
    internal const string ByValidation = Etsi + "poetype:validation";
    internal const string Process = Etsi + "validationprocess:LTA";

    /// <summary>The standard has no indication for a document that nobody signed.</summary>
    internal const string NoSignature = "urn:signing:mainindication:noSignatureFound";

    private const string Etsi = "urn:etsi:019102:";

    internal static string Passed(Indication indication) => Etsi + "mainindication:" + indication switch
    {
        Indication.TotalPassed => "passed",
        Indication.TotalFailed => "failed",
        _ => "indeterminate",
    };

    internal static string TotalPassed(Indication indication) => Etsi + "mainindication:" + indication switch
    {
        Indication.TotalPassed => "total-passed",
        Indication.TotalFailed => "total-failed",
        _ => "indeterminate",
    };

    internal static string Of(SubIndication subIndication) => Etsi + "subindication:" + EtsiNames.Of(subIndication);

    /// <param name="type"><c>certificate</c>, <c>CRL</c>, <c>OCSPResponse</c> or <c>timestamp</c> (4.4.4).</param>
    internal static string ObjectType(string type) => Etsi + "validationObject:" + type;

    internal static string RevocationReason(string? reason) => Etsi + "revocationReason:" + (reason is { } name && name.All(char.IsAsciiLetter) ? name : "unspecified");

    internal static string Constraint(string name) => "urn:signing:constraint:" + name;

    internal static string ReportData(string code) => "urn:signing:reason:" + Uri.EscapeDataString(code);

    internal static string Policy(string name) => "urn:signing:policy:" + Uri.EscapeDataString(name);

    /// <summary>The hash by its name of XML Signature; null for one that has none.</summary>
    internal static string? Of(HashAlgorithmName hash) => hash.Name switch
    {
        "MD5" => "http://www.w3.org/2001/04/xmldsig-more#md5",
        "SHA1" => XmlDsig + "sha1",
        "SHA224" => "http://www.w3.org/2001/04/xmldsig-more#sha224",
        "SHA256" => Sha256,
        "SHA384" => "http://www.w3.org/2001/04/xmldsig-more#sha384",
        "SHA512" => "http://www.w3.org/2001/04/xmlenc#sha512",
        "SHA3-256" => "http://www.w3.org/2007/05/xmldsig-more#sha3-256",
        "SHA3-384" => "http://www.w3.org/2007/05/xmldsig-more#sha3-384",
        "SHA3-512" => "http://www.w3.org/2007/05/xmldsig-more#sha3-512",
        _ => null,
    };

    /// <summary>The algorithm of a signature by its name of XML Signature (RFC 9231), or else by its object identifier.</summary>
    internal static string Of(CmsSignerInfo signer)
    {
        string? hash = signer.Method?.Hash.Name is { } name ? name.Replace("SHA3-", "sha3-", StringComparison.Ordinal).ToLowerInvariant() : null;
        return signer.Method?.Family switch
        {
            SignatureFamily.RsaPkcs1 when hash is "sha1" => XmlDsig + "rsa-sha1",
            SignatureFamily.RsaPkcs1 => "http://www.w3.org/2001/04/xmldsig-more#rsa-" + hash,
            SignatureFamily.RsaPss => $"http://www.w3.org/2007/05/xmldsig-more#{hash}-rsa-MGF1",
            SignatureFamily.Ecdsa => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-" + hash,
            SignatureFamily.Ed25519 => "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519",
            _ => "urn:oid:" + signer.SignatureAlgorithm.Oid,
        };
    }
}
