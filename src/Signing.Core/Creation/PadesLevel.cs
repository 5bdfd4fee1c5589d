namespace Signing.Core.Creation;

/// <summary>A PAdES baseline level (ETSI EN 319 142-1, 6).</summary>
public enum PadesLevel
{
    /// <summary>B-B: the signature with the signer's certificate path.</summary>
    BaselineB,
    /// <summary>B-T: B-B with a time-stamp over the signature value.</summary>
    BaselineT,
}
