using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Signing.Api.Bodies;
using Signing.Api.Options;

namespace Signing.Api.OpenApi;

/// <summary>Describes the two kinds of body, which the framework cannot see in a handler that reads the stream itself.</summary>
internal sealed class DocumentBodyTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<DocumentBody>().SingleOrDefault() is not { } body)
        {
            return Task.CompletedTask;
        }
        operation.Parameters = [.. body.Options.Where(static o => !o.IsSecret).Select(static o => new OpenApiParameter
        {
            Name = o.Name,
            In = ParameterLocation.Query,
            Description = "Only with a body of " + RequestReader.PdfMediaType + ".",
            Schema = Schema(o),
        })];
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "The document itself, with options in the query; or a form with the document and its options, in any order.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                // OpenAPI 3.1: a body that is all bytes has a media type and an empty schema.
                [RequestReader.PdfMediaType] = new() { Schema = new OpenApiSchema() },
                [RequestReader.FormMediaType] = new() { Schema = Form(body.Options) },
            },
        };
        return Task.CompletedTask;
    }

    private static OpenApiSchema Form(IReadOnlyList<RequestOption> options) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { FormReader.DocumentPart },
        AdditionalPropertiesAllowed = false,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            [FormReader.DocumentPart] = new OpenApiSchema { Type = JsonSchemaType.String, ContentMediaType = RequestReader.PdfMediaType },
            [FormReader.OptionsPart] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalPropertiesAllowed = false,
                Properties = options.ToDictionary(static o => o.Name, static IOpenApiSchema (o) => Schema(o)),
            },
        },
    };

    private static OpenApiSchema Schema(RequestOption option) => new()
    {
        Type = option.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String,
        Format = option.Format,
        Minimum = option.IsNumber && option.Values.Count == 0 ? "1" : null,
        MaxLength = option.IsNumber || option.Values.Count > 0 ? null : option.MaxLength,
        Description = option.Description,
        Enum = [.. option.Values.Select(v => option.IsNumber ? (JsonNode)int.Parse(v, System.Globalization.CultureInfo.InvariantCulture) : v)],
    };
}
