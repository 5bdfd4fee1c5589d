namespace Signing.Api.Problems;

/// <summary>The codes of problems that the service adds to those of <see cref="Core.ErrorCodes"/>. Added to, never changed.</summary>
internal static class ApiErrorCodes
{
    internal const string RequestInvalid = "request.invalid";
    internal const string RequestTooLarge = "request.too_large";
    internal const string RequestMediaType = "request.media_type";
    internal const string RequestNotAcceptable = "request.not_acceptable";
    internal const string RequestNotFound = "request.not_found";
    internal const string RequestMethod = "request.method";
    internal const string RequestCancelled = "request.cancelled";
    internal const string AuthRequired = "auth.required";
    internal const string AuthForbidden = "auth.forbidden";
    internal const string InternalError = "internal.error";
}
