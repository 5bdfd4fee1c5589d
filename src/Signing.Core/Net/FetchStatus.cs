namespace Signing.Core.Net;

/// <summary>How a download ended.</summary>
internal enum FetchStatus
{
    /// <summary>A complete answer with a success status.</summary>
    Ok,
    /// <summary>The rules forbid the address, or one that it redirects to.</summary>
    Refused,
    /// <summary>No connection, no such name, or the answer broke off.</summary>
    Unreachable,
    /// <summary>No complete answer in time.</summary>
    Timeout,
    /// <summary>The answer is larger than allowed.</summary>
    TooLarge,
    /// <summary>A complete answer with another status than success.</summary>
    HttpError,
}
