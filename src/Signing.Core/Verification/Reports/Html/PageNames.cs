using System.Text.Json;

namespace Signing.Core.Verification.Reports.Html;

/// <summary>The values of the report by their names in JSON.</summary>
internal static class PageNames
{
    internal static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
