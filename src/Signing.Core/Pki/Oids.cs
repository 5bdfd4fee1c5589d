namespace Signing.Core.Pki;

/// <summary>The object identifiers that trust decisions turn on.</summary>
internal static class Oids
{
    internal const string SubjectKeyIdentifier = "2.5.29.14";
    internal const string KeyUsage = "2.5.29.15";
    internal const string SubjectAlternativeName = "2.5.29.17";
    internal const string BasicConstraints = "2.5.29.19";
    internal const string CrlNumber = "2.5.29.20";
    internal const string ReasonCode = "2.5.29.21";
    internal const string InvalidityDate = "2.5.29.24";
    internal const string DeltaCrlIndicator = "2.5.29.27";
    internal const string IssuingDistributionPoint = "2.5.29.28";
    internal const string CertificateIssuer = "2.5.29.29";
    internal const string NameConstraints = "2.5.29.30";
    internal const string CrlDistributionPoints = "2.5.29.31";
    internal const string CertificatePolicies = "2.5.29.32";
    internal const string AnyPolicy = "2.5.29.32.0";
    internal const string PolicyMappings = "2.5.29.33";
    internal const string AuthorityKeyIdentifier = "2.5.29.35";
    internal const string PolicyConstraints = "2.5.29.36";
    internal const string ExtendedKeyUsage = "2.5.29.37";
    internal const string FreshestCrl = "2.5.29.46";
    internal const string InhibitAnyPolicy = "2.5.29.54";
    internal const string ExpiredCertsOnCrl = "2.5.29.60";
    internal const string AuthorityInformationAccess = "1.3.6.1.5.5.7.1.1";

    internal const string AccessOcsp = "1.3.6.1.5.5.7.48.1";
    internal const string AccessIssuers = "1.3.6.1.5.5.7.48.2";
    internal const string OcspBasic = "1.3.6.1.5.5.7.48.1.1";
    internal const string OcspNonce = "1.3.6.1.5.5.7.48.1.2";
    internal const string OcspNoCheck = "1.3.6.1.5.5.7.48.1.5";
    internal const string OcspArchiveCutoff = "1.3.6.1.5.5.7.48.1.6";

    internal const string AnyExtendedKeyUsage = "2.5.29.37.0";
    internal const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    internal const string EmailProtection = "1.3.6.1.5.5.7.3.4";
    internal const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    internal const string OcspSigning = "1.3.6.1.5.5.7.3.9";
    internal const string DocumentSigning = "1.3.6.1.5.5.7.3.36";
    internal const string MicrosoftDocumentSigning = "1.3.6.1.4.1.311.10.3.12";
    internal const string AdobeAuthenticDocuments = "1.2.840.113583.1.1.5";

    internal const string Sha1 = "1.3.14.3.2.26";
    internal const string Sha256 = "2.16.840.1.101.3.4.2.1";
    internal const string Sha384 = "2.16.840.1.101.3.4.2.2";
    internal const string Sha512 = "2.16.840.1.101.3.4.2.3";
}
