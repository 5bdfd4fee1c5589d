namespace Signing.Core.Verification.Reports;

/// <summary>What a signature permits afterwards (ISO 32000-2, 12.8.2).</summary>
public sealed record PermissionsReport
{
    /// <summary>Whether it is the document's certification signature.</summary>
    public required bool Certification { get; init; }

    /// <summary>DocMDP: 1, 2, 3 or null.</summary>
    public int? DocMdp { get; init; }

    /// <summary>The field lock's <c>/P</c>: 1, 2, 3 or null.</summary>
    public int? Lock { get; init; }

    /// <summary>The fields that it locks.</summary>
    public FieldMdpReport? FieldMdp { get; init; }
}
