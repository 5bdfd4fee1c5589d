namespace Signing.Core.Tests.Pdf;

/// <summary>What a <see cref="TestPdf"/> wrote, and where.</summary>
public sealed class TestPdfLayout
{
    /// <summary>The document.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>For each revision, the oldest first: where its newest cross-reference section stands, as <c>startxref</c> says.</summary>
    public required IReadOnlyList<long> StartXrefs { get; init; }

    /// <summary>For each revision: where the byte after its <c>%%EOF</c> and line ending stands.</summary>
    public required IReadOnlyList<long> EndOffsets { get; init; }

    /// <summary>Where objects stand that are not in object streams, by revision (from 1) and number.</summary>
    public required IReadOnlyDictionary<(int Revision, int Number), long> Offsets { get; init; }
}
