using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Signing.Api.Endpoints;

namespace Signing.Api.OpenApi;

/// <summary>Describes what the framework cannot see of answers: the further forms of a report, and a file's name.</summary>
internal sealed class AnswersTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.Responses?.GetValueOrDefault(StatusCodes.Status200OK.ToString(CultureInfo.InvariantCulture)) is not OpenApiResponse response)
        {
            return Task.CompletedTask;
        }
        switch (operation.OperationId)
        {
            case "verify":
                response.Content ??= new Dictionary<string, OpenApiMediaType>();
                foreach (string mediaType in VerifiedDocument.MediaTypes)
                {
                    response.Content.TryAdd(mediaType, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
                }
                break;
            case "extract":
                response.Headers = new Dictionary<string, IOpenApiHeader>
                {
                    [HeaderNames.ContentDisposition] = new OpenApiHeader
                    {
                        Description = "The file's name: revision-N.pdf, with N the number of the revision.",
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                };
                break;
        }
        return Task.CompletedTask;
    }
}
