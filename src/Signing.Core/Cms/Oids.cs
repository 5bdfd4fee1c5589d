namespace Signing.Core.Cms;

/// <summary>The object identifiers that CMS, CAdES and RFC 3161 structures use.</summary>
internal static class Oids
{
    // Content types: RFC 5652, 4 and 5.1; RFC 3161, 2.4.2.
    internal const string Data = "1.2.840.113549.1.7.1";
    internal const string SignedData = "1.2.840.113549.1.7.2";
    internal const string TstInfo = "1.2.840.113549.1.9.16.1.4";

    // Attributes: RFC 5652, 11; RFC 5035; RFC 3161, Appendix A; RFC 6211; RFC 5126; ISO 32000-2, 12.8.3.3.2.
    internal const string ContentType = "1.2.840.113549.1.9.3";
    internal const string MessageDigest = "1.2.840.113549.1.9.4";
    internal const string SigningTime = "1.2.840.113549.1.9.5";
    internal const string SigningCertificate = "1.2.840.113549.1.9.16.2.12";
    internal const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    internal const string SignatureTimestamp = "1.2.840.113549.1.9.16.2.14";
    internal const string SignaturePolicy = "1.2.840.113549.1.9.16.2.15";
    internal const string SignaturePolicyUri = "1.2.840.113549.1.9.16.5.1";
    internal const string ContentTimestamp = "1.2.840.113549.1.9.16.2.20";
    internal const string CertificateValues = "1.2.840.113549.1.9.16.2.23";
    internal const string RevocationValues = "1.2.840.113549.1.9.16.2.24";
    internal const string AlgorithmProtection = "1.2.840.113549.1.9.52";
    internal const string AdobeRevocationInfo = "1.2.840.113583.1.1.8";

    // RFC 5940, 2.1; RFC 6960, 4.2.1.
    internal const string OcspResponseInfo = "1.3.6.1.5.5.7.16.2";
    internal const string OcspBasic = "1.3.6.1.5.5.7.48.1.1";

    // Certificate extensions: RFC 5280, 4.2.1.2.
    internal const string SubjectKeyIdentifier = "2.5.29.14";

    // Hash functions: RFC 3370, 2.1; RFC 5754, 2; RFC 8702, 3.1.
    internal const string Sha1 = "1.3.14.3.2.26";
    internal const string Sha256 = "2.16.840.1.101.3.4.2.1";
    internal const string Sha384 = "2.16.840.1.101.3.4.2.2";
    internal const string Sha512 = "2.16.840.1.101.3.4.2.3";
    internal const string Sha3With256 = "2.16.840.1.101.3.4.2.8";
    internal const string Sha3With384 = "2.16.840.1.101.3.4.2.9";
    internal const string Sha3With512 = "2.16.840.1.101.3.4.2.10";

    // Keys and signatures: RFC 8017, Appendix C; RFC 5754, 3; RFC 5480; RFC 8410; RFC 3279.
    internal const string RsaEncryption = "1.2.840.113549.1.1.1";
    internal const string Mgf1 = "1.2.840.113549.1.1.8";
    internal const string RsaPss = "1.2.840.113549.1.1.10";
    internal const string Sha1WithRsa = "1.2.840.113549.1.1.5";
    internal const string Sha256WithRsa = "1.2.840.113549.1.1.11";
    internal const string Sha384WithRsa = "1.2.840.113549.1.1.12";
    internal const string Sha512WithRsa = "1.2.840.113549.1.1.13";
    internal const string Sha3With256WithRsa = "2.16.840.1.101.3.4.3.14";
    internal const string Sha3With384WithRsa = "2.16.840.1.101.3.4.3.15";
    internal const string Sha3With512WithRsa = "2.16.840.1.101.3.4.3.16";
    internal const string EcPublicKey = "1.2.840.10045.2.1";
    internal const string EcdsaWithSha1 = "1.2.840.10045.4.1";
    internal const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";
    internal const string EcdsaWithSha384 = "1.2.840.10045.4.3.3";
    internal const string EcdsaWithSha512 = "1.2.840.10045.4.3.4";
    internal const string EcdsaWithSha3With256 = "2.16.840.1.101.3.4.3.10";
    internal const string EcdsaWithSha3With384 = "2.16.840.1.101.3.4.3.11";
    internal const string EcdsaWithSha3With512 = "2.16.840.1.101.3.4.3.12";
    internal const string Ed25519 = "1.3.101.112";
    internal const string Dsa = "1.2.840.10040.4.1";
    internal const string DsaWithSha1 = "1.2.840.10040.4.3";
    internal const string DsaWithSha256 = "2.16.840.1.101.3.4.3.2";
}
