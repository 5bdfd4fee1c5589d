namespace Signing.Core.Net;

/// <summary>What a download gave. The body is empty unless the status is <see cref="FetchStatus.Ok"/>.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Body">The answer.</param>
/// <param name="ContentType">The answer's media type without parameters, lower case, or <see langword="null"/>.</param>
/// <param name="HttpStatus">The HTTP status, or 0 when there was no answer.</param>
/// <param name="Address">The address asked last, after rewriting and redirects.</param>
/// <param name="Detail">For people: what happened; empty when all went well.</param>
internal sealed record FetchResult(FetchStatus Status, ReadOnlyMemory<byte> Body, string? ContentType, int HttpStatus, Uri Address, string Detail)
{
    internal const string WebPage = "a web page came instead, perhaps from a portal between here and there (text/html)";

    internal bool IsOk => Status == FetchStatus.Ok;

    /// <summary>Whether asking the same again may end otherwise.</summary>
    internal bool IsTransient => Status is FetchStatus.Unreachable or FetchStatus.Timeout || HttpStatus is >= 500 or 408 or 429;

    /// <summary>Whether this is a page for people: said where a body turns out to be none of what was asked for.</summary>
    internal bool IsWebPage => ContentType is "text/html" or "application/xhtml+xml";

    internal static FetchResult Failed(FetchStatus status, Uri address, string detail, int httpStatus = 0) =>
        new(status, default, null, httpStatus, address, detail);
}
