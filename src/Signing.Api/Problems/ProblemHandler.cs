using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Signing.Api.Bodies;
using Signing.Api.Configuration;
using Signing.Api.Logs;
using Signing.Core;

namespace Signing.Api.Problems;

/// <summary>Turns whatever ends a request into its problem.</summary>
internal sealed partial class ProblemHandler(ApiOptions options, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case SigningException refusal:
                if (ProblemTable.TryGet(refusal.Code, out ProblemKind? kind) && kind.Status == StatusCodes.Status500InternalServerError)
                {
                    LogOperator(logger, refusal.Code, refusal.Message, ProblemWriter.TraceId(httpContext));
                }
                await ProblemWriter.WriteAsync(httpContext, refusal);
                break;
            case ApiException refusal:
                await ProblemWriter.WriteAsync(httpContext, refusal.Sentence);
                break;
            // Kestrel's own limit comes as an exception while the body is read.
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                await ProblemWriter.WriteAsync(httpContext, RequestReader.TooLarge(options.MaxBodyBytes).Sentence);
                break;
            // The body ended before its length: a client that broke off, and perhaps still reads.
            case BadHttpRequestException:
                await TryWriteAsync(httpContext, ApiException.Malformed("malformed.body").Sentence);
                break;
            case ConnectionResetException:
                RequestFacts.Of(httpContext).IsCutOff = true;
                break;
            default:
                LogUnknown(logger, exception, ProblemWriter.TraceId(httpContext));
                await ProblemWriter.WriteAsync(httpContext, new Sentence(ApiErrorCodes.InternalError));
                break;
        }
        return true;
    }

    /// <summary>Answers a client that may be gone; that is no failure of the service.</summary>
    private static async Task TryWriteAsync(HttpContext context, Sentence sentence)
    {
        try
        {
            await ProblemWriter.WriteAsync(context, sentence);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            RequestFacts.Of(context).IsCutOff = true;
        }
    }

    /// <summary>Answers that the framework leaves without a body.</summary>
    internal static Task WriteBodylessAsync(StatusCodeContext context)
    {
        HttpContext http = context.HttpContext;
        string code = http.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => ApiErrorCodes.AuthRequired,
            StatusCodes.Status404NotFound => ApiErrorCodes.RequestNotFound,
            StatusCodes.Status405MethodNotAllowed => ApiErrorCodes.RequestMethod,
            StatusCodes.Status406NotAcceptable => ApiErrorCodes.RequestNotAcceptable,
            StatusCodes.Status415UnsupportedMediaType => ApiErrorCodes.RequestMediaType,
            >= 500 => ApiErrorCodes.InternalError,
            _ => ApiErrorCodes.RequestInvalid,
        };
        return ProblemWriter.WriteAsync(http, new Sentence(code, ("method", http.Request.Method)));
    }

    [LoggerMessage(EventId = 20, Level = LogLevel.Error, Message = "Operator needed: {Code}: {Detail} trace={TraceId}")]
    private static partial void LogOperator(ILogger logger, string code, string detail, string traceId);

    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "Unknown failure trace={TraceId}")]
    private static partial void LogUnknown(ILogger logger, Exception exception, string traceId);
}
