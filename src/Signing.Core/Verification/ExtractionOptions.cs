namespace Signing.Core.Verification;

/// <summary>Which revision of a signed document is wanted: exactly one of <see cref="Field"/>, <see cref="Signature"/> and <see cref="Revision"/>.</summary>
public sealed class ExtractionOptions
{
    /// <summary>The revision that the signature in this field covers, by the field's full name. Default: null.</summary>
    public string? Field { get; set; }

    /// <summary>The revision that this signature covers: its place in the report's list, counted from 1. Default: null.</summary>
    public int? Signature { get; set; }

    /// <summary>This revision, counted from 1, whether or not a signature covers it. Default: null.</summary>
    public int? Revision { get; set; }

    /// <summary>The user or owner password of an encrypted document. Default: none.</summary>
    public string? Password { get; set; }
}
