namespace Signing.Core.Creation;

/// <summary>A PAdES baseline level (ETSI EN 319 142-1, 6).</summary>
public enum PadesLevel
{
    /// <summary>B-B: the signature with the signer's certificate path.</summary>
    BaselineB,
    /// <summary>B-T: B-B with a time-stamp over the signature value.</summary>
    BaselineT,
    /// <summary>B-LT: B-T with the certificates and proofs of revocation status that a later verifier needs.</summary>
    BaselineLt,
    /// <summary>B-LTA: B-LT with a document time-stamp over all of it.</summary>
    BaselineLta,
}
