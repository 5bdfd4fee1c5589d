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

    /// <summary>The JSON schema (draft 7) of what <see cref="Serialize"/> writes. Readers pass over members that they do not know.</summary>
    /// <returns>UTF-8 without a byte order mark.</returns>
    public static byte[] GetSchema()
    {
        using Stream resource = typeof(ReportJson).Assembly.GetManifestResourceStream("Signing.Core.report.v1.schema.json")!;
        byte[] schema = new byte[resource.Length];
        resource.ReadExactly(schema);
        return schema;
    }

    /// <summary>Reads a report that <see cref="Serialize"/> wrote.</summary>
    /// <param name="json">UTF-8.</param>
    /// <returns>The report.</returns>
    /// <exception cref="JsonException">It is not a report.</exception>
    public static VerificationReport Deserialize(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Context.VerificationReport) ?? throw new JsonException("The report is null.");
}
