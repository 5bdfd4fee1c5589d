namespace Signing.Core.Creation;

/// <summary>Whether a DSS dictionary also says which of its proofs belong to which signature (ISO 32000-2, 12.8.4.4).</summary>
public enum VriEntries
{
    /// <summary>It does not: every verifier looks at all of it.</summary>
    Omit,
    /// <summary>It does, for readers that look nowhere else.</summary>
    Write,
}
