using System.Diagnostics;
using Signing.Api.Problems;

namespace Signing.Api.Logs;

/// <summary>One line for each request, without its query string, headers or content.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        long start = Stopwatch.GetTimestamp();
        string traceId = ProblemWriter.TraceId(context);
        string path = Path(context); // an exception handler forgets the endpoint
        // At the last moment: an exception handler clears what was set before.
        context.Response.OnStarting(() =>
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers["X-Trace-Id"] = traceId;
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        finally
        {
            Log(context, path, start, traceId);
        }
    }

    /// <summary>Runs behind the exception handler, which swallows what a client that hung up leaves behind.</summary>
    internal static async Task MarkAnsweredAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        RequestFacts.Of(context).IsAnswered = true;
    }

    private void Log(HttpContext context, string path, long start, string traceId)
    {
        RequestFacts facts = RequestFacts.Of(context);
        bool gone = facts.IsCutOff || (context.RequestAborted.IsCancellationRequested && !facts.IsAnswered && facts.Code is null);
        int status = gone ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;
        string outcome = gone ? ApiErrorCodes.RequestCancelled : facts.Code ?? facts.Outcome ?? "ok";
        string caller = context.User.Identity?.Name ?? "-";
        string method = context.Request.Method;
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        LogRequest(
            logger, status >= 500 ? LogLevel.Warning : LogLevel.Information, method, path, status,
            outcome, caller, facts.Key ?? "-", facts.DocumentBytes, milliseconds, traceId);
    }

    // Only paths that exist are written: anything else may be a secret in the wrong place.
    private static string Path(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint endpoint ? endpoint.RoutePattern.RawText ?? "-" : "-";

    [LoggerMessage(EventId = 1, Message = "{Method} {Path} {Status} {Outcome} caller={Caller} key={Key} document={DocumentBytes} B {Milliseconds:F1} ms trace={TraceId}")]
    private static partial void LogRequest(
        ILogger logger, LogLevel level, string method, string path, int status, string outcome, string caller, string key, long documentBytes, double milliseconds, string traceId);
}
