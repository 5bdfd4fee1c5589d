namespace Signing.Core.Pki.Revocation;

/// <summary>CertStatus of an OCSP answer, by its tag (RFC 6960, 4.2.1).</summary>
internal enum OcspState
{
    Good = 0,
    Revoked = 1,
    Unknown = 2,
}
