namespace Signing.Core.Pdf;

/// <summary>
/// What reading one document may cost. A PDF is hostile until proven otherwise: each walk over it draws on these, and
/// the first that is exhausted ends in <see cref="SigningException"/> with <see cref="ErrorCodes.PdfBudget"/>, whose
/// fact <c>budget</c> is the name given below and whose fact <c>limit</c> is its value. A few limits that no real document
/// comes near are fixed, and named in the same way: <c>signatures</c>, <c>digests</c>, <c>lockedFields</c>, <c>filters</c>.
/// </summary>
public sealed class PdfBudget
{
    /// <summary>How deep arrays, dictionaries, page trees and field trees may nest (<c>depth</c>). Default: 500.</summary>
    public int MaxDepth { get; set; } = 500;

    /// <summary>How many values (numbers, names, arrays, …) may be read in total (<c>objects</c>). Default: 20,000,000.</summary>
    public long MaxObjects { get; set; } = 20_000_000;

    /// <summary>How many values one indirect object may hold (<c>values</c>). Default: 1,000,000.</summary>
    public int MaxValuesPerObject { get; set; } = 1_000_000;

    /// <summary>How many bytes a single string, name or number may have, and the full names of all form fields together (<c>string</c>). Default: 64 MiB.</summary>
    public int MaxStringBytes { get; set; } = 64 << 20;

    /// <summary>How many bytes one stream may have while it is decoded (<c>stream</c>). Default: 128 MiB.</summary>
    public int MaxStreamBytes { get; set; } = 128 << 20;

    /// <summary>How many bytes all streams together may give out, and what is read from them as objects (<c>inflated</c>). Default: 512 MiB.</summary>
    public long MaxInflatedBytes { get; set; } = 512L << 20;

    /// <summary>How many cross-reference sections may be chained (<c>revisions</c>). Default: 10,000.</summary>
    public int MaxRevisions { get; set; } = 10_000;

    /// <summary>
    /// How many objects a damaged document may have to be repaired (<c>repairedObjects</c>): their places are kept in memory, 30
    /// bytes each. Default: 2,000,000.
    /// </summary>
    public int MaxRepairedObjects { get; set; } = 2_000_000;

    /// <summary>How long the document's own work may take, waiting for others not counted (<c>time</c>). Default: 60 seconds.</summary>
    public TimeSpan MaxTime { get; set; } = TimeSpan.FromSeconds(60);
}
