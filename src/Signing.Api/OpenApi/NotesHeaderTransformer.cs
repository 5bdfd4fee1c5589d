using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Signing.Api.Endpoints;
using Signing.Core.Creation;

namespace Signing.Api.OpenApi;

/// <summary>Describes the header that remarks on a signed document, which the framework cannot see.</summary>
internal sealed class NotesHeaderTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is "sign" or "extend" && operation.Responses?[StatusCodes.Status200OK.ToString(CultureInfo.InvariantCulture)] is OpenApiResponse response)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>
            {
                [SignedDocument.NotesHeader] = new OpenApiHeader
                {
                    Description = "What was kept or mended and should be known, as codes with commas between: "
                        + $"{SigningNoteCodes.DocumentRepaired}, {SigningNoteCodes.AmbiguousStructure}, {SigningNoteCodes.XfaKept}, {SigningNoteCodes.UsageRightsKept}. More codes may come. Absent where there is nothing to say.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            };
        }
        return Task.CompletedTask;
    }
}
