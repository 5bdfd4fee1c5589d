using System.Text.Encodings.Web;
using System.Text.Json;

namespace Signing.Api;

/// <summary>The service's JSON. The report itself is written by Core.</summary>
internal static class ApiJson
{
    // Vietnamese letters are written as themselves; answers are JSON with nosniff, never put into a page as they are.
    internal static ApiJsonContext Context { get; } = new(new JsonSerializerOptions(ApiJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
