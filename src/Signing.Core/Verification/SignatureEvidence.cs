using Signing.Core.Verification.Changes;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>One signature or document time-stamp, as it stands in the document.</summary>
internal sealed record SignatureEvidence
{
    public required string Field { get; init; }
    public required SignatureKind Kind { get; init; }
    public required int Revision { get; init; }
    public string? SubFilter { get; init; }
    public DateTimeOffset? ClaimedTime { get; init; }
    public required Coverage Coverage { get; init; }

    /// <summary>The pages of the document as it covers it; null where it covers no whole revision, or they are not known.</summary>
    public int? CoveredPages { get; init; }

    /// <summary>The CMS as <c>/Contents</c> holds it, padding included; null where it is not to be had.</summary>
    public byte[]? Contents { get; init; }

    /// <summary>What they are; null where there are none.</summary>
    internal SignatureContents? Structure { get => field ??= Contents is null ? null : SignatureContents.Read(Contents, Kind); init; }

    /// <summary>What is wrong with the dictionary, the ByteRange or the Contents.</summary>
    public IReadOnlyList<FactEvidence> FormatErrors { get; init; } = [];

    /// <summary>The digests of the covered bytes, by .NET's name of the hash.</summary>
    public IReadOnlyDictionary<string, byte[]> Digests { get; init; } = new Dictionary<string, byte[]>();

    public required PermissionsReport Permissions { get; init; }

    /// <summary>Whether its field puts anything on a page: signatures before it rely on it being sound.</summary>
    public bool Draws { get; init; }

    /// <summary>Whether a later revision removes or replaces it.</summary>
    public bool Removed { get; init; }

    public required ChangesEvidence Changes { get; init; }
}
