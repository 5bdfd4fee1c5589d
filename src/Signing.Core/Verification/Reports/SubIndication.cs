using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>The sub-indication that explains an indication (ETSI EN 319 102-1 V1.4.1, tables 5 and 6).</summary>
public enum SubIndication
{
    /// <summary>FORMAT_FAILURE.</summary>
    [JsonStringEnumMemberName("FORMAT_FAILURE")] FormatFailure,
    /// <summary>HASH_FAILURE.</summary>
    [JsonStringEnumMemberName("HASH_FAILURE")] HashFailure,
    /// <summary>SIG_CRYPTO_FAILURE.</summary>
    [JsonStringEnumMemberName("SIG_CRYPTO_FAILURE")] SigCryptoFailure,
    /// <summary>REVOKED.</summary>
    [JsonStringEnumMemberName("REVOKED")] Revoked,
    /// <summary>EXPIRED.</summary>
    [JsonStringEnumMemberName("EXPIRED")] Expired,
    /// <summary>NOT_YET_VALID.</summary>
    [JsonStringEnumMemberName("NOT_YET_VALID")] NotYetValid,
    /// <summary>SIG_CONSTRAINTS_FAILURE.</summary>
    [JsonStringEnumMemberName("SIG_CONSTRAINTS_FAILURE")] SigConstraintsFailure,
    /// <summary>CHAIN_CONSTRAINTS_FAILURE.</summary>
    [JsonStringEnumMemberName("CHAIN_CONSTRAINTS_FAILURE")] ChainConstraintsFailure,
    /// <summary>CERTIFICATE_CHAIN_GENERAL_FAILURE.</summary>
    [JsonStringEnumMemberName("CERTIFICATE_CHAIN_GENERAL_FAILURE")] CertificateChainGeneralFailure,
    /// <summary>CRYPTO_CONSTRAINTS_FAILURE.</summary>
    [JsonStringEnumMemberName("CRYPTO_CONSTRAINTS_FAILURE")] CryptoConstraintsFailure,
    /// <summary>POLICY_PROCESSING_ERROR.</summary>
    [JsonStringEnumMemberName("POLICY_PROCESSING_ERROR")] PolicyProcessingError,
    /// <summary>SIGNATURE_POLICY_NOT_AVAILABLE.</summary>
    [JsonStringEnumMemberName("SIGNATURE_POLICY_NOT_AVAILABLE")] SignaturePolicyNotAvailable,
    /// <summary>TIMESTAMP_ORDER_FAILURE.</summary>
    [JsonStringEnumMemberName("TIMESTAMP_ORDER_FAILURE")] TimestampOrderFailure,
    /// <summary>NO_SIGNING_CERTIFICATE_FOUND.</summary>
    [JsonStringEnumMemberName("NO_SIGNING_CERTIFICATE_FOUND")] NoSigningCertificateFound,
    /// <summary>NO_CERTIFICATE_CHAIN_FOUND.</summary>
    [JsonStringEnumMemberName("NO_CERTIFICATE_CHAIN_FOUND")] NoCertificateChainFound,
    /// <summary>
    /// NO_CERTIFICATE_CHAIN_FOUND_NO_POE: the sunset date of the trust anchor has come, the end of its domain or its own
    /// (<see cref="Pki.TrustDomainOptions.TrustedUntil"/>, <see cref="Pki.TrustDomainOptions.AnchorsTrustedUntil"/>), and nothing proves
    /// that the signature is older (5.2.6.4 (1) a), (3)).
    /// </summary>
    [JsonStringEnumMemberName("NO_CERTIFICATE_CHAIN_FOUND_NO_POE")] NoCertificateChainFoundNoPoe,
    /// <summary>REVOKED_NO_POE.</summary>
    [JsonStringEnumMemberName("REVOKED_NO_POE")] RevokedNoPoe,
    /// <summary>REVOKED_CA_NO_POE.</summary>
    [JsonStringEnumMemberName("REVOKED_CA_NO_POE")] RevokedCaNoPoe,
    /// <summary>OUT_OF_BOUNDS_NO_POE.</summary>
    [JsonStringEnumMemberName("OUT_OF_BOUNDS_NO_POE")] OutOfBoundsNoPoe,
    /// <summary>OUT_OF_BOUNDS_NOT_REVOKED.</summary>
    [JsonStringEnumMemberName("OUT_OF_BOUNDS_NOT_REVOKED")] OutOfBoundsNotRevoked,
    /// <summary>
    /// REVOCATION_OUT_OF_BOUNDS_NO_POE: the certificate of whoever answers for the signer's status has expired or is not yet valid, and
    /// nothing proves that the answer existed while it was valid (5.2.6.4 (8), 5.6.2.4.4 (1)).
    /// </summary>
    [JsonStringEnumMemberName("REVOCATION_OUT_OF_BOUNDS_NO_POE")] RevocationOutOfBoundsNoPoe,
    /// <summary>CRYPTO_CONSTRAINTS_FAILURE_NO_POE.</summary>
    [JsonStringEnumMemberName("CRYPTO_CONSTRAINTS_FAILURE_NO_POE")] CryptoConstraintsFailureNoPoe,
    /// <summary>NO_POE. Never the last word: past signature validation answers with what is wrong now (5.6.2.4.3, 5.6.2.4.4 (2)).</summary>
    [JsonStringEnumMemberName("NO_POE")] NoPoe,
    /// <summary>TRY_LATER.</summary>
    [JsonStringEnumMemberName("TRY_LATER")] TryLater,
    /// <summary>SIGNED_DATA_NOT_FOUND.</summary>
    [JsonStringEnumMemberName("SIGNED_DATA_NOT_FOUND")] SignedDataNotFound,
    /// <summary>GENERIC.</summary>
    [JsonStringEnumMemberName("GENERIC")] Generic,
}
