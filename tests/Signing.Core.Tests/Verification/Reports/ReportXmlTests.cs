using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification.Reports;

/// <summary>The report as ETSI TS 119 102-2 XML: by its schema, and with what it should say.</summary>
public sealed class ReportXmlTests(World world)
{
    private static readonly XNamespace Vr = "http://uri.etsi.org/19102/v1.4.1#";
    private static readonly XNamespace Ds = "http://www.w3.org/2000/09/xmldsig#";

    private static readonly Lazy<XmlSchemaSet> Schemas = new(LoadSchemas);

    public static TheoryData<string> Samples => [.. ReportSamples.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Write_AnyReport_IsValidByTheSchema(string name)
    {
        Assert.SkipUnless(SharedFiles.Find("schemas", "TS119102-2-v141.xsd") is not null, "There are no ETSI schemas on this machine.");
        (VerificationReport report, Evidence evidence) = await ReportSamples.JudgeAsync(world, name, "vi");
        var problems = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = Schemas.Value };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, problem) => problems.Add(problem.Message);

        using var reader = XmlReader.Create(Write(report, evidence), settings);
        while (reader.Read())
        {
        }

        Assert.Empty(problems);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Write_AnyReport_SaysWhatTheReportSays(string name)
    {
        (VerificationReport report, Evidence evidence) = await ReportSamples.JudgeAsync(world, name, "en");
        XElement xml = XDocument.Load(Write(report, evidence)).Root!;
        XElement[] reports = [.. xml.Elements(Vr + "SignatureValidationReport")];
        SignatureReport[] signatures = [.. report.Signatures.Where(static s => s.Kind == SignatureKind.Signature)];

        if (signatures.Length == 0)
        {
            Assert.Single(reports);
            Assert.Empty(xml.Descendants(Vr + "SignatureIdentifier"));
            Assert.Equal(report.Verdict == Verdict.Unsigned ? "urn:signing:mainindication:noSignatureFound" : "urn:etsi:019102:mainindication:indeterminate", MainOf(reports[0]));
            return;
        }
        Assert.Equal(signatures.Length, reports.Length);
        foreach ((SignatureReport signature, XElement element) in signatures.Zip(reports))
        {
            Assert.Equal("urn:etsi:019102:mainindication:" + JsonName(signature.Indication), MainOf(element));
            Assert.Equal(signature.SubIndication is { } sub ? "urn:etsi:019102:subindication:" + JsonName(sub).ToUpperInvariant() : null, (string?)element.Element(Vr + "SignatureValidationStatus")!.Element(Vr + "SubIndication"));
            Assert.Equal(signature.Signer?.Subject, (string?)element.Element(Vr + "SignerInformation")?.Element(Vr + "Signer"));
            Assert.Equal(signature.BestTime ?? report.ValidatedAt, (DateTimeOffset)element.Descendants(Vr + "BestSignatureTime").Single().Element(Vr + "POETime")!);
            Assert.Equal(signature.SigningTime, (DateTimeOffset?)element.Element(Vr + "SignatureAttributes")?.Element(Vr + "SigningTime")?.Element(Vr + "Time"));
            Assert.Equal(signature.Reasons.Select(static r => r.Message).Concat(signature.Changes.Findings.Select(static f => f.Object is null ? f.Message : $"{f.Object}: {f.Message}")),
                element.Descendants(Vr + "ReportData").Elements(Vr + "Value").Select(static v => v.Value));
        }
        int timestamps = report.Signatures.Count(static s => s.Kind == SignatureKind.DocumentTimestamp);
        Assert.True(xml.Descendants(Vr + "ObjectType").Count(static type => type.Value.EndsWith(":timestamp", StringComparison.Ordinal)) >= timestamps);
    }

    [Fact]
    public async Task Write_Archive_HoldsEveryObjectThatTheVerdictStandsOn()
    {
        (VerificationReport report, Evidence evidence) = await ReportSamples.JudgeAsync(world, "archived", "en");
        XElement xml = XDocument.Load(Write(report, evidence)).Root!;
        Dictionary<string, XElement> objects = xml.Descendants(Vr + "ValidationObject").ToDictionary(static o => (string)o.Attribute("id")!);
        TrustReport[] trusts = [.. report.Signatures.SelectMany(static s => s.Timestamps.Select(static t => t.Trust).Append(s.Trust)).OfType<TrustReport>()];

        Assert.All(trusts.SelectMany(static t => t.Chain), certificate => AssertHolds(objects["C-" + certificate.Thumbprint], certificate.Thumbprint));
        Assert.All(trusts.SelectMany(static t => t.Revocation), proof => AssertHolds(objects["R-" + proof.Sha256], proof.Sha256!));
        Assert.All(report.Signatures.SelectMany(static s => s.Timestamps), timestamp => AssertHolds(objects["T-" + timestamp.Sha256], timestamp.Sha256!));

        // What the archive time-stamp covers exists since then; the time-stamp itself is seen now.
        TimestampReport archive = report.Signatures[0].Timestamps.Single(static t => t.Kind == TimestampKind.Document);
        XElement signer = objects["C-" + report.Signatures[0].Signer!.Thumbprint];
        Assert.Equal(archive.Time, (DateTimeOffset)signer.Element(Vr + "POE")!.Element(Vr + "POETime")!);
        Assert.Equal("T-" + archive.Sha256, (string)signer.Element(Vr + "POE")!.Element(Vr + "POEObject")!.Attribute("VOReference")!);
        Assert.Equal(report.ValidatedAt, (DateTimeOffset)objects["T-" + archive.Sha256].Element(Vr + "POE")!.Element(Vr + "POETime")!);
        Assert.Equal(report.Signatures[0].Field, objects["T-" + archive.Sha256].Descendants(Vr + "PAdESFieldName").Single().Value);
        Assert.Equal("urn:etsi:019102:mainindication:passed", MainOf(objects["T-" + archive.Sha256].Element(Vr + "ValidationReport")!));
    }

    [Fact]
    public async Task Write_Signature_IsKnownByItsValueAndDigests()
    {
        (VerificationReport report, Evidence evidence) = await ReportSamples.JudgeAsync(world, "valid", "en");
        XElement element = XDocument.Load(Write(report, evidence)).Root!.Element(Vr + "SignatureValidationReport")!;
        SignatureEvidence signature = evidence.Data.Signatures[0];

        Assert.Equal(signature.Structure!.Signer!.SignatureValue.ToArray(), Convert.FromBase64String(element.Descendants(Ds + "SignatureValue").Single().Value));
        Assert.Equal(signature.Digests["SHA256"], Convert.FromBase64String(element.Element(Vr + "SignersDocument")!.Descendants(Ds + "DigestValue").Single().Value));
        Assert.Equal("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", (string)element.Descendants(Vr + "Algorithm").Single());
        Assert.Equal(report.Policy.Sha256, Convert.ToHexStringLower(Convert.FromBase64String(element.Element(Vr + "ValidationConstraintsEvaluationReport")!.Descendants(Ds + "DigestValue").Single().Value)));
    }

    [Fact]
    public async Task Write_ImportedEvidence_SameXml()
    {
        (VerificationReport report, Evidence evidence) = await ReportSamples.JudgeAsync(world, "two people and an archive", "vi");

        Assert.Equal(Write(report, evidence).ToArray(), Write(report, Evidence.Import(evidence.Export())).ToArray());
    }

    [Fact]
    public async Task Write_EvidenceOfAnotherDocument_IsRefused()
    {
        (VerificationReport report, _) = await ReportSamples.JudgeAsync(world, "valid", "en");

        Assert.Throws<ArgumentException>(() => ReportXml.Write(report, Verify.Collect(Bases.Signed), Stream.Null));
    }

    private static MemoryStream Write(VerificationReport report, Evidence evidence)
    {
        var xml = new MemoryStream();
        ReportXml.Write(report, evidence, xml);
        xml.Position = 0;
        return xml;
    }

    private static string MainOf(XElement report) => report.Element(Vr + "SignatureValidationStatus")!.Element(Vr + "MainIndication")!.Value;

    private static string JsonName<T>(T value)
        where T : struct, Enum => typeof(T).GetField(value.ToString())!.GetCustomAttributes(false).OfType<System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute>().Single().Name.ToLowerInvariant();

    private static void AssertHolds(XElement validationObject, string sha256)
    {
        byte[] bytes = Convert.FromBase64String(validationObject.Descendants(Vr + "base64").First().Value);
        Assert.Equal(sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
    }

    private static XmlSchemaSet LoadSchemas()
    {
        // Their schemaLocations lead to the web, which no test goes to: each is added by its namespace.
        var schemas = new XmlSchemaSet { XmlResolver = null };
        foreach (string file in (string[])["xml.xsd", "xmldsig-core-schema.xsd", "XAdES01903v132-202407.xsd", "ts_119612v020401_xsd.xsd", "TS119102-2-v141.xsd"])
        {
            using var reader = XmlReader.Create(SharedFiles.Find("schemas", file)!, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            schemas.Add(null, reader);
        }
        schemas.Compile();
        return schemas;
    }
}
