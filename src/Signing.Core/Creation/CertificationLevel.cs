namespace Signing.Core.Creation;

/// <summary>What a certification signature permits afterwards: the DocMDP access permissions (ISO 32000-2, table 257).</summary>
public enum CertificationLevel
{
    /// <summary>P = 1: no change at all.</summary>
    NoChanges = 1,
    /// <summary>P = 2: filling in forms and signing.</summary>
    FormFilling = 2,
    /// <summary>P = 3: filling in forms, signing and annotating.</summary>
    Annotations = 3,
}
