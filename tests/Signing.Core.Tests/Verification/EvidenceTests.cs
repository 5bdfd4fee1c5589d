using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Signing.Core.Cms;
using Signing.Core.Creation;
using Signing.Core.Tests.Cms;
using Signing.Core.Tests.Verification.Attacks;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;
using Samples = Signing.Core.Tests.Cms.Samples;

namespace Signing.Core.Tests.Verification;

/// <summary>Evidence is judged again without the document, with the same result; damaged evidence is refused.</summary>
public sealed class EvidenceTests(World world)
{
    private static readonly DateTimeOffset Later = Verify.Now.AddDays(400);

    private static readonly Dictionary<string, Func<byte[]>> Documents = new(StringComparer.Ordinal)
    {
        ["signed"] = static () => Bases.Signed,
        ["signed and stamped"] = static () => TestSignature.Timestamp().Apply(new TestSignature { Room = 3000, Cms = static c => TestSignature.SignAndStamp(c, TestKey.P256) }.Apply(Bases.Form)),
        ["content stamped under a named policy"] = static () => new TestSignature
        {
            Room = 6000,
            Cms = static c => TestSignature.Sign(
                c, TestKey.P256, Forge.Attribute(Oids.ContentTimestamp, Samples.Stamp(c, hash: HashAlgorithmName.SHA512)), Forge.Attribute(Oids.SignaturePolicy, PolicyAttribute.Of())),
        }.Apply(Bases.Form),
        ["certified and changed"] = static () => new TestSignature { Field = "Signature2" }.Apply(Bases.Certified(1)),
        ["changed"] = static () => Bases.Append(Bases.Signed, "x"),
        ["removed"] = static () => Removals.All.First().Build(),
        ["forged"] = static () => Forgeries.All.First().Build(),
        ["a broken signature that is seen"] = static () => SneakySignatures.All.First(static attack => attack.Code == ReasonCodes.FieldSignatureBroken && attack.Class.StartsWith("a broken", StringComparison.Ordinal)).Build(),
        ["a certification that is not first"] = static () => Certified.All.First(static attack => attack.Code == ReasonCodes.CertificationNotFirst).Build(),
        ["read in two ways"] = static () => SignedAmbiguities.All.First().Build(),
        ["unsigned"] = static () => Bases.Form,
        ["unreadable"] = static () => [1, 2, 3],
    };

    public static TheoryData<string, string> Cases => [.. from name in Documents.Keys from language in Messages.SupportedLanguages select (name, language)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_ImportedEvidence_SameReport(string name, string language)
    {
        Evidence evidence = Verify.Collect(Documents[name]());

        AssertSame(evidence, language, Verify.Now);
        AssertSame(evidence, language, Later);
    }

    [Fact]
    public async Task Judge_CollectedOnline_VerifiesNoCertificateSignatureAgain()
    {
        byte[] document = await world.SignAsync(Bases.Form, world.Official, new SignatureOptions { Level = PadesLevel.BaselineT });
        Evidence evidence = await world.Verifier.CollectAsync(
            new MemoryStream(document), new VerificationOptions { Policy = ValidationPolicy.Online }, TestContext.Current.CancellationToken);
        int verified = evidence.PathOptions.Verified!.Count;

        Assert.Equal(Verdict.Valid, PdfVerifier.Judge(evidence, ValidationPolicy.Online, TimeProvider.System.GetUtcNow()).Verdict);

        Assert.NotEqual(0, verified);
        Assert.Equal(verified, evidence.PathOptions.Verified.Count);
    }

    [Fact]
    public async Task Judge_ImportedEvidenceWithProofs_SameReport()
    {
        byte[] document = await world.SignAsync(Bases.Form, world.Official, new SignatureOptions { Level = PadesLevel.BaselineT });
        Evidence evidence = await world.Verifier.CollectAsync(
            new MemoryStream(document), new VerificationOptions { Policy = ValidationPolicy.Online }, TestContext.Current.CancellationToken);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        Assert.Equal(Verdict.Valid, PdfVerifier.Judge(evidence, ValidationPolicy.Online, now).Verdict);
        AssertSame(evidence, "vi", now);
        AssertSame(evidence, "en", Later);
    }

    [Fact]
    public void Import_CutOff_StateInvalid()
    {
        byte[] json = Verify.Collect(Bases.Signed).Export();
        for (int length = 0; length < json.Length; length += 7)
        {
            AssertRefused(json[..length]);
        }
    }

    [Fact]
    public void Import_AnyMemberNullOrOfAnotherKind_RefusedOrJudged()
    {
        byte[] json = Verify.Collect(Documents["signed and stamped"]()).Export();
        int count = Paths(JsonNode.Parse(json)!).Count();
        int refused = 0;
        for (int i = 0; i < count; i++)
        {
            foreach (JsonNode? other in (JsonNode?[])[null, JsonValue.Create(7), JsonValue.Create("?"), new JsonArray(), new JsonObject()])
            {
                JsonNode changed = JsonNode.Parse(json)!;
                Paths(changed).ElementAt(i)(other);
                refused += IsRefused(Encoding.UTF8.GetBytes(changed.ToJsonString())) ? 1 : 0;
            }
        }
        Assert.InRange(refused, count, count * 5);
    }

    [Fact]
    public void Import_AnyMemberMissing_RefusedOrJudged()
    {
        byte[] json = Verify.Collect(Documents["signed and stamped"]()).Export();
        int count = Members(JsonNode.Parse(json)!).Count();
        int refused = 0;
        for (int i = 0; i < count; i++)
        {
            JsonNode changed = JsonNode.Parse(json)!;
            (JsonObject holder, string name) = Members(changed).ElementAt(i);
            holder.Remove(name);
            refused += IsRefused(Encoding.UTF8.GetBytes(changed.ToJsonString())) ? 1 : 0;
        }
        Assert.NotEqual(0, refused);
    }

    [Fact]
    public void Import_AnotherVersion_StateInvalid() =>
        AssertRefused(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Verify.Collect(Bases.Signed).Export()).Replace("\"1.1\"", "\"1.0\"", StringComparison.Ordinal)));

    private static void AssertSame(Evidence evidence, string language, DateTimeOffset at)
    {
        byte[] exported = evidence.Export();
        Evidence imported = Evidence.Import(exported);
        Assert.Equal(
            Encoding.UTF8.GetString(ReportJson.Serialize(PdfVerifier.Judge(evidence, ValidationPolicy.Online, at, language))),
            Encoding.UTF8.GetString(ReportJson.Serialize(PdfVerifier.Judge(imported, ValidationPolicy.Online, at, language))));
        Assert.Equal(exported, imported.Export());
    }

    private static void AssertRefused(byte[] json) =>
        Assert.Equal(ErrorCodes.StateInvalid, Assert.Throws<SigningException>(() => Evidence.Import(json)).Code);

    /// <summary>Whether evidence is refused; where it is not, it can be judged.</summary>
    private static bool IsRefused(byte[] json)
    {
        Evidence evidence;
        try
        {
            evidence = Evidence.Import(json);
        }
        catch (SigningException e) when (e.Code == ErrorCodes.StateInvalid)
        {
            return true;
        }
        ReportJson.Serialize(PdfVerifier.Judge(evidence, ValidationPolicy.Offline, Verify.Now));
        return false;
    }

    /// <summary>Each member of each object.</summary>
    private static IEnumerable<(JsonObject Holder, string Name)> Members(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(member => (members, member.Key)).Concat(members.SelectMany(static member => Members(member.Value))),
        JsonArray items => items.SelectMany(Members),
        _ => [],
    };

    /// <summary>A way to exchange each value of a document of JSON.</summary>
    private static IEnumerable<Action<JsonNode?>> Paths(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members.ToArray())
                {
                    yield return other => members[name] = other?.DeepClone();
                    foreach (Action<JsonNode?> inner in value is null ? [] : Paths(value))
                    {
                        yield return inner;
                    }
                }
                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    int index = i;
                    yield return other => items[index] = other?.DeepClone();
                    foreach (Action<JsonNode?> inner in items[i] is { } item ? Paths(item) : [])
                    {
                        yield return inner;
                    }
                }
                break;
        }
    }
}
