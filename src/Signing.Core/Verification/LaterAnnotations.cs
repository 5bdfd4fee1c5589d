namespace Signing.Core.Verification;

/// <summary>What annotations are to a verdict that came after a signature which permits them (ISO 32000-2, table 257, P = 3, or no DocMDP).</summary>
public enum LaterAnnotations
{
    /// <summary>Each is reported; the signature keeps its verdict.</summary>
    Report,
    /// <summary>They make the signature invalid.</summary>
    Invalid,
}
