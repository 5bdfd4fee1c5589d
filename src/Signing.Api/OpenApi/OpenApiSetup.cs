using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Signing.Api.Callers;

namespace Signing.Api.OpenApi;

/// <summary>The description of the service: OpenAPI 3.1, the same document as <c>openapi.v1.json</c> in the repository.</summary>
internal static class OpenApiSetup
{
    internal static void AddApiDescription(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Context);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict; // a number is never a string
        });
        services.AddOpenApi("v1", static options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddOperationTransformer<DocumentBodyTransformer>();
            options.AddOperationTransformer<NotesHeaderTransformer>();
            options.AddOperationTransformer<AnswersTransformer>();
            options.AddOperationTransformer<ProblemsTransformer>();
            options.AddSchemaTransformer(static (schema, _, _) =>
            {
                // Absent is null, never omitted: every member is there.
                schema.Required = schema.Properties?.Keys.ToHashSet(StringComparer.Ordinal);
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "Signing", Version = "v1", Description = "Signs and verifies PDF documents (PAdES)." };
                // Where it runs is no part of the contract.
                document.Servers?.Clear();
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [CallerHandler.SchemeName] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key that the operator gave out." },
                };
                document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(CallerHandler.SchemeName, document)] = [] }];
                return Task.CompletedTask;
            });
        });
    }
}
