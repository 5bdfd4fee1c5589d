namespace Signing.Core.Creation;

/// <summary>What to do below B-LT when neither OCSP nor CRL tells the status of the signer's certificate.</summary>
public enum SignerStatusUnknown
{
    /// <summary>Do not sign: <see cref="ErrorCodes.ProofMissing"/>.</summary>
    Refuse,
    /// <summary>Sign all the same; a verifier will have to find the proof.</summary>
    Proceed,
}
