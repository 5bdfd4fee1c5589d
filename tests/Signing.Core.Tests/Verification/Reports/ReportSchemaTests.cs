using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification.Reports;

/// <summary>The published schema: every report is what it says, and it says everything that the types have.</summary>
public sealed class ReportSchemaTests(World world)
{
    private static readonly JsonNode Schema = JsonNode.Parse(ReportJson.GetSchema())!;

    private static readonly Dictionary<string, Type> Objects = new(StringComparer.Ordinal)
    {
        ["reason"] = typeof(ReasonReport), ["finding"] = typeof(ChangeFinding), ["changes"] = typeof(ChangesReport), ["fieldMdp"] = typeof(FieldMdpReport),
        ["permissions"] = typeof(PermissionsReport), ["certificate"] = typeof(CertificateReport), ["chainCertificate"] = typeof(ChainCertificateReport),
        ["revocation"] = typeof(RevocationReport), ["trust"] = typeof(TrustReport), ["timestamp"] = typeof(TimestampReport), ["signature"] = typeof(SignatureReport),
        ["policy"] = typeof(PolicyReport), ["document"] = typeof(DocumentReport), [""] = typeof(VerificationReport),
    };

    private static readonly Dictionary<string, Type> Values = new(StringComparer.Ordinal)
    {
        ["documentVerdict"] = typeof(Verdict), ["indication"] = typeof(Indication), ["subIndication"] = typeof(SubIndication), ["signatureKind"] = typeof(SignatureKind),
        ["integrity"] = typeof(Integrity), ["coverage"] = typeof(Coverage), ["changeLevel"] = typeof(ChangeLevel), ["timestampKind"] = typeof(TimestampKind),
        ["trustStatus"] = typeof(TrustStatus), ["proofKind"] = typeof(ProofKind), ["proofSource"] = typeof(ProofSource), ["proofStatus"] = typeof(ProofStatus),
    };

    public static TheoryData<string> Samples => [.. ReportSamples.Names];

    public static TheoryData<string> ObjectNames => [.. Objects.Keys];

    public static TheoryData<string> ValueNames => [.. Values.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Serialize_AnyReport_IsWhatTheSchemaSays(string name)
    {
        (VerificationReport report, _) = await ReportSamples.JudgeAsync(world, name, "vi");

        Assert.Empty(await ErrorsAsync(Encoding.UTF8.GetString(ReportJson.Serialize(report))));
    }

    [Theory]
    [InlineData("\"verdict\": \"valid\"", "\"verdict\": \"fine\"")]
    [InlineData("\"integrity\": \"intact\"", "\"integrity\": null")]
    [InlineData("\"repaired\": false", "\"mended\": false")]
    [InlineData("\"level\": \"PAdES-B-T\"", "\"level\": \"B-T\"")]
    [InlineData("\"certification\": false", "\"certification\": 0")]
    [InlineData("\"reportVersion\": \"1.0\"", "\"reportVersion\": \"2.0\"")]
    public async Task Schema_AnythingElse_IsRefused(string from, string to)
    {
        string json = Encoding.UTF8.GetString(ReportJson.Serialize((await ReportSamples.JudgeAsync(world, "valid", "en")).Report));

        Assert.Contains(from, json, StringComparison.Ordinal);
        Assert.NotEmpty(await ErrorsAsync(json.Replace(from, to, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(ObjectNames))]
    public void Schema_EveryMember_IsThereAndRequired(string name)
    {
        JsonNode described = name.Length == 0 ? Schema : Schema["definitions"]![name]!;
        string[] members = [.. Objects[name].GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(static p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(StringComparer.Ordinal)];

        Assert.Equal(members, described["required"]!.AsArray().Select(static m => (string)m!).Order(StringComparer.Ordinal));
        Assert.Equal(members, described["properties"]!.AsObject().Select(static m => m.Key).Except(["evidence"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ObjectNames))]
    public void Schema_EveryNullableMember_MayBeNull(string name)
    {
        JsonObject described = (name.Length == 0 ? Schema : Schema["definitions"]![name]!)["properties"]!.AsObject();
        var context = new NullabilityInfoContext();
        Assert.All(Objects[name].GetProperties(BindingFlags.Public | BindingFlags.Instance), property =>
            Assert.Equal(context.Create(property).ReadState == NullabilityState.Nullable, MayBeNull(described[JsonNamingPolicy.CamelCase.ConvertName(property.Name)]!)));
    }

    [Theory]
    [MemberData(nameof(ValueNames))]
    public void Schema_EveryValue_IsThere(string name) =>
        Assert.Equal(
            Values[name].GetFields(BindingFlags.Public | BindingFlags.Static).Select(static f => f.GetCustomAttribute<System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute>()!.Name),
            Schema["definitions"]![name]!["enum"]!.AsArray().Select(static v => (string)v!));

    [Fact]
    public void Schema_EveryDefinition_IsOfAType() =>
        Assert.Equal(
            Objects.Keys.Except([""]).Concat(Values.Keys).Concat(["time", "sha256", "permission", "verdict"]).Order(StringComparer.Ordinal),
            Schema["definitions"]!.AsObject().Select(static d => d.Key).Order(StringComparer.Ordinal));

    private static bool MayBeNull(JsonNode member) =>
        (member["type"] is JsonArray types && types.Any(static t => (string)t! == "null")) || (member["oneOf"] is JsonArray ways && ways.Any(static w => (string?)w!["type"] == "null"));

    private static async Task<IEnumerable<ValidationError>> ErrorsAsync(string json)
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(Encoding.UTF8.GetString(ReportJson.GetSchema()), TestContext.Current.CancellationToken);
        return schema.Validate(json);
    }
}
