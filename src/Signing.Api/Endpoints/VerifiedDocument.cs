using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;

namespace Signing.Api.Endpoints;

/// <summary>The answer to a verification: the report, written by Core so that it is the same as the library's; then the evidence, where it was asked for.</summary>
internal sealed class VerifiedDocument(VerificationReport report, Evidence? evidence, string language) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(VerificationReport), [VerifyEndpoint.ReportMediaType]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        byte[] body = ReportJson.Serialize(report);
        if (evidence is not null)
        {
            int end = Array.LastIndexOf(body, (byte)'}');
            body = [.. body.AsSpan(0, end).TrimEnd("\r\n "u8), .. ",\"evidence\":"u8, .. evidence.Export(), .. "}"u8];
        }
        HttpResponse response = httpContext.Response;
        response.ContentType = VerifyEndpoint.ReportMediaType;
        response.ContentLength = body.Length;
        response.Headers.ContentLanguage = language;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
