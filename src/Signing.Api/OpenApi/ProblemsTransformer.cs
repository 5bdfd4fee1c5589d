using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Signing.Api.Problems;

namespace Signing.Api.OpenApi;

/// <summary>Lists the problems that an operation can answer with, from the one table of codes.</summary>
internal sealed class ProblemsTransformer : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
            return;
        }
        DocumentBody? body = metadata.OfType<DocumentBody>().SingleOrDefault();
        OpenApiSchema schema = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellationToken);
        context.Document?.AddComponent(nameof(Problem), schema);
        foreach (IGrouping<int, string> problems in ProblemTable.ByStatus.Where(p => CanAnswer(p.Key, body)))
        {
            operation.Responses ??= [];
            operation.Responses.TryAdd(problems.Key.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = string.Join(", ", problems.Order(StringComparer.Ordinal)),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ProblemWriter.MediaType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
                },
            });
        }
    }

    private static bool CanAnswer(int status, DocumentBody? body) => status switch
    {
        404 or 405 or 499 => false, // not this operation, or nobody to answer
        401 or 403 or 500 => true,
        < 422 => body is not null,
        _ => body is { Judges: false },
    };
}
