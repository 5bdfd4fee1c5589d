using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Signing.Api.Logs;
using Signing.Core;

namespace Signing.Api.Problems;

/// <summary>Answers a request with <c>application/problem+json</c>.</summary>
internal static class ProblemWriter
{
    internal const string MediaType = "application/problem+json";

    /// <summary>What the log and the client both know this request by: the W3C trace id.</summary>
    internal static string TraceId(HttpContext context) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString() : context.TraceIdentifier;

    internal static Task WriteAsync(HttpContext context, Sentence sentence) =>
        WriteAsync(context, sentence.Code, sentence.SayFacts);

    internal static Task WriteAsync(HttpContext context, SigningException refusal) =>
        WriteAsync(context, refusal.Code, _ => refusal.Facts);

    private static Task WriteAsync(HttpContext context, string code, Func<string, IReadOnlyDictionary<string, string>> sayFacts)
    {
        if (!ProblemTable.TryGet(code, out ProblemKind? kind))
        {
            return WriteAsync(context, new Sentence(ApiErrorCodes.InternalError));
        }
        string language = RequestLanguage.Of(context.Request);
        IReadOnlyDictionary<string, string> facts = sayFacts(language);
        var problem = new Problem
        {
            Type = "urn:signing:error:" + code,
            Title = Messages.GetTitle(code, language),
            Status = kind.Status,
            Detail = Messages.Get(code, language, facts),
            Action = Messages.GetAction(code, language, facts),
            Code = code,
            TraceId = TraceId(context),
        };
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Context.Problem);
        RequestFacts.Of(context).Code = code;

        HttpResponse response = context.Response;
        response.StatusCode = kind.Status;
        response.ContentType = MediaType;
        response.ContentLength = body.Length;
        response.Headers.ContentLanguage = language;
        if (kind.RetryAfter is { } seconds)
        {
            response.Headers[HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture);
        }
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
