using System.Text.Encodings.Web;
using System.Text.Json;

namespace Signing.Core.Verification.Reports;

/// <summary>The report as JSON: the one form that the library and the HTTP service share.</summary>
public static class ReportJson
{
    // Vietnamese letters are written as themselves; the answer is application/json, never put into a page as it is.
    private static readonly ReportJsonContext Context = new(new JsonSerializerOptions(ReportJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>UTF-8 without a byte order mark.</returns>
    public static byte[] Serialize(VerificationReport report) => JsonSerializer.SerializeToUtf8Bytes(report, Context.VerificationReport);

    /// <summary>Reads a report that <see cref="Serialize"/> wrote.</summary>
    /// <param name="json">UTF-8.</param>
    /// <returns>The report.</returns>
    /// <exception cref="JsonException">It is not a report.</exception>
    public static VerificationReport Deserialize(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Context.VerificationReport) ?? throw new JsonException("The report is null.");
}
