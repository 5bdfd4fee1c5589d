namespace Signing.Core.Tests.Verification.Producers;

/// <summary>How a producer writes an incremental update down, byte for byte.</summary>
internal sealed record WritingStyle
{
    /// <summary>What stands before the first object, where the document ends with a line end already.</summary>
    internal string Lead { get; init; } = "";

    internal string LineEnd { get; init; } = "\n";

    /// <summary>The last two bytes of a row of the cross-reference table.</summary>
    internal string RowEnd { get; init; } = " \n";

    /// <summary>A line before <c>startxref</c>.</summary>
    internal string Comment { get; init; } = "";

    /// <summary>What follows <c>%%EOF</c>.</summary>
    internal string Tail { get; init; } = "\n";

    /// <summary>Whether the section begins with the entry of object 0.</summary>
    internal bool HasFreeHead { get; init; }

    /// <summary>Whether each object has a subsection of its own.</summary>
    internal bool HasRowEach { get; init; }

    /// <summary>Whether objects go into an object stream where the document has cross-reference streams.</summary>
    internal bool Packs { get; init; }

    /// <summary>Whether a cross-reference stream has an entry for itself.</summary>
    internal bool NamesItself { get; init; } = true;

    /// <summary>Whether cross-reference streams are compressed, with a PNG predictor.</summary>
    internal bool Predicts { get; init; }

    /// <summary>Whether the length of a stream is an object of its own.</summary>
    internal bool HasIndirectLengths { get; init; }

    /// <summary>Whether a hybrid document is updated by a table and a stream, both with all entries.</summary>
    internal bool WritesHybrid { get; init; }

    /// <summary>Whether the entries of the last trailer are copied, <c>/XRefStm</c> too.</summary>
    internal bool CopiesTrailer { get; init; }
}
