using System.Text.Json;
using Signing.Api.Options;
using Signing.Api.Tests.Service;

namespace Signing.Api.Tests.OpenApi;

public class OpenApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Document_IsTheCommittedOne()
    {
        string served = await server.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        string committed = await File.ReadAllTextAsync(Path.Combine(Repository(), "src", "Signing.Api", "openapi.v1.json"), TestContext.Current.CancellationToken);

        Assert.True(Normal(served) == Normal(committed), "The API changed. If that is meant, save /openapi/v1.json as src/Signing.Api/openapi.v1.json.");
    }

    [Fact]
    public async Task Document_DescribesBothKindsOfBody()
    {
        using JsonDocument document = JsonDocument.Parse(await server.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        JsonElement sign = document.RootElement.GetProperty("paths").GetProperty("/v1/sign").GetProperty("post");
        JsonElement content = sign.GetProperty("requestBody").GetProperty("content");
        IEnumerable<string> names = SignOptions.All.Select(static option => option.Name);

        Assert.StartsWith("3.1", document.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(["application/pdf", "multipart/form-data"], content.EnumerateObject().Select(static c => c.Name));
        Assert.Equal(names.Except(["password"]), sign.GetProperty("parameters").EnumerateArray().Select(static p => p.GetProperty("name").GetString()));
        Assert.Equal(names, content.GetProperty("multipart/form-data").GetProperty("schema").GetProperty("properties").GetProperty("options").GetProperty("properties").EnumerateObject().Select(static p => p.Name));
    }

    private static string Normal(string json) => json.ReplaceLineEndings("\n").TrimEnd();

    private static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Signing.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }
        return folder ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
