namespace Signing.Api.Options;

/// <summary>One option of an operation: what requests may give, and what the OpenAPI document says of it.</summary>
internal sealed record RequestOption(string Name, string Description)
{
    /// <summary>The texts that are accepted; empty: any text.</summary>
    internal IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>A JSON number, not a string, in a multipart request.</summary>
    internal bool IsNumber { get; init; }

    /// <summary>Never in a query, which logs and proxies keep: only in a multipart request.</summary>
    internal bool IsSecret { get; init; }

    /// <summary>The format of JSON Schema that the text has, for example <c>date-time</c>.</summary>
    internal string? Format { get; init; }

    /// <summary>The most characters that are accepted.</summary>
    internal int MaxLength { get; init; } = 1000;
}
