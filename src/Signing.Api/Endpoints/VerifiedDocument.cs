using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;

namespace Signing.Api.Endpoints;

/// <summary>The answer to a verification: the report, written by Core so that it is the same as the library's.</summary>
internal sealed class VerifiedDocument(VerificationReport report, Evidence evidence, string mediaType, string language) : IResult, IEndpointMetadataProvider
{
    internal const string Json = "application/json";
    internal const string Html = "text/html";
    internal const string Xml = "application/xml";

    /// <summary>The forms of the report; the first is the default.</summary>
    internal static string[] MediaTypes { get; } = [Json, Html, Xml];

    /// <summary>Whether the evidence follows the report; as JSON only.</summary>
    internal bool WithEvidence { get; init; }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(VerificationReport), [Json]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ReadOnlyMemory<byte> body = mediaType switch
        {
            Html => ReportHtml.Serialize(report, language),
            Xml => WriteXml(),
            _ => WriteJson(),
        };
        HttpResponse response = httpContext.Response;
        response.ContentType = mediaType == Json ? Json : mediaType + "; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.ContentLanguage = language;
        response.Headers.Vary = $"{HeaderNames.Accept}, {HeaderNames.AcceptLanguage}";
        if (mediaType == Html)
        {
            response.Headers.ContentSecurityPolicy = ReportHtml.ContentSecurityPolicy;
        }
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    private byte[] WriteJson()
    {
        byte[] body = ReportJson.Serialize(report);
        int end = Array.LastIndexOf(body, (byte)'}');
        return WithEvidence ? [.. body.AsSpan(0, end).TrimEnd("\r\n "u8), .. ",\"evidence\":"u8, .. evidence.Export(), .. "}"u8] : body;
    }

    private ReadOnlyMemory<byte> WriteXml()
    {
        var xml = new MemoryStream();
        ReportXml.Write(report, evidence, xml);
        return xml.GetBuffer().AsMemory(0, (int)xml.Length);
    }
}
