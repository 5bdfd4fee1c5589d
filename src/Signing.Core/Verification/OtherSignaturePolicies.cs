namespace Signing.Core.Verification;

/// <summary>What becomes of a signature that names a signature policy which is not listed: EN 319 102-1, 5.2.4.4 leaves it to the verifier.</summary>
public enum OtherSignaturePolicies
{
    /// <summary>It is indeterminate: SIGNATURE_POLICY_NOT_AVAILABLE.</summary>
    Refuse,
    /// <summary>The signature policy is told and does not matter.</summary>
    Accept,
}
