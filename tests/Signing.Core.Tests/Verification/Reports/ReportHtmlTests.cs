using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification.Reports;

/// <summary>The page for people: sound HTML, complete, harmless whatever a document says.</summary>
public sealed partial class ReportHtmlTests(World world)
{
    // A parser that forgives nothing: one error of HTML5 ends the test.
    private static readonly HtmlParser Strict = new(new HtmlParserOptions { IsStrictMode = true });

    private static readonly string[] Tags =
    [
        "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "nav", "h1", "h2", "h3", "p", "div", "span", "strong",
        "ul", "ol", "li", "dl", "dt", "dd", "a", "bdi", "code", "time", "svg", "circle", "path",
    ];

    public static TheoryData<string, string> Samples => [.. from name in ReportSamples.Names from language in Messages.SupportedLanguages select (name, language)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Serialize_AnyReport_IsSoundAndAccessible(string name, string language)
    {
        (VerificationReport report, _) = await ReportSamples.JudgeAsync(world, name, language);
        IHtmlDocument page = Parse(report, language);

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Empty(page.All.Select(static e => e.LocalName).Except(Tags));
        Assert.DoesNotContain(page.All.SelectMany(static e => e.Attributes), static a => a.Name.StartsWith("on", StringComparison.Ordinal) || a.Name is "style" or "src");
        Assert.All(page.QuerySelectorAll("a"), a => Assert.NotNull(page.QuerySelector(a.GetAttribute("href")!)));
        Assert.Equal(page.QuerySelectorAll("[id]").Select(static e => e.Id).Distinct().Count(), page.QuerySelectorAll("[id]").Length);
        Assert.All(page.QuerySelectorAll("svg"), static icon => Assert.Equal("true", icon.GetAttribute("aria-hidden")));
        AssertHeadingsDescend(page);
        // A word without its text would show its code.
        Assert.DoesNotMatch(@"page\.[a-z]", page.Body!.TextContent);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Serialize_AnyReport_SaysAllThatItFound(string name, string language)
    {
        (VerificationReport report, _) = await ReportSamples.JudgeAsync(world, name, language);
        IHtmlDocument page = Parse(report, language);
        string text = page.Body!.TextContent;

        Assert.Contains(report.Document.Sha256, text, StringComparison.Ordinal);
        Assert.Contains(report.Policy.Sha256, text, StringComparison.Ordinal);
        IHtmlCollection<IElement> articles = page.QuerySelectorAll("article");
        Assert.Equal(report.Signatures.Count, articles.Length);
        Assert.Equal(report.Signatures.Select(s => Messages.Get("page.verdict." + s.Verdict.ToString().ToLowerInvariant(), language)), articles.Select(static a => a.QuerySelector(".badge")!.TextContent.Trim()));
        foreach ((SignatureReport signature, IElement article) in report.Signatures.Zip(articles))
        {
            Assert.All(signature.Reasons, reason => Assert.Contains(reason.Code, article.TextContent, StringComparison.Ordinal));
            Assert.All(signature.Changes.Findings, finding => Assert.Contains(finding.Code, article.TextContent, StringComparison.Ordinal));
            Assert.All(signature.Trust.Chain, certificate => Assert.Contains(certificate.Thumbprint, article.TextContent, StringComparison.Ordinal));
        }
        Assert.All(report.Reasons, reason => Assert.Contains(reason.Code, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serialize_ValidInVietnamese_SaysWhatTheLawWants()
    {
        (VerificationReport report, _) = await ReportSamples.JudgeAsync(world, "valid", "vi");
        IHtmlDocument page = Parse(report, "vi");
        Dictionary<string, string> rows = page.QuerySelector("article dl")!.Children.ToDictionary(
            static row => row.QuerySelector("dt")!.TextContent, static row => Spaces().Replace(row.QuerySelector("dd")!.TextContent, " ").Trim());

        Assert.Equal("Chữ ký số hợp lệ", page.QuerySelector("h1")!.TextContent);
        Assert.StartsWith("Cán bộ thử nghiệm (dev)", rows["Người ký"], StringComparison.Ordinal);
        Assert.Equal("Cơ quan thử nghiệm (dev)", rows["Đơn vị quản lý chứng thư"]);
        Assert.Equal(report.Signatures[0].Trust.Chain[1].CommonName, rows["Tổ chức cấp chứng thư"]);
        Assert.Matches(@"^\d\d/\d\d/\d{4} \d\d:\d\d:\d\d \(UTC\+7\)", rows["Thời gian ký"]);
        Assert.Matches(@"^\d\d/\d\d/\d{4} \d\d:\d\d:\d\d \(UTC\+7\)", rows["Dấu thời gian"]);
        Assert.Equal("Nội dung đã ký số chưa bị thay đổi.", rows["Tính toàn vẹn"]);
        Assert.StartsWith("Có hiệu lực", rows["Hiệu lực tại thời điểm ký"], StringComparison.Ordinal);
        Assert.Matches(@"^\d\d/\d\d/\d{4}.* – \d\d/\d\d/\d{4}", rows["Thời hạn chứng thư"]);
        Assert.StartsWith("Chưa bị thu hồi.", rows["Tình trạng thu hồi"], StringComparison.Ordinal);
        Assert.Equal("Toàn bộ tài liệu: từ trang 1 đến trang 3.", rows["Phạm vi ký"]);
        Assert.Equal("Không có.", rows["Thay đổi sau khi ký"]);
        Assert.Empty(page.QuerySelectorAll(".warning"));
    }

    [Theory]
    [InlineData("an unknown authority")]
    [InlineData("expired")]
    public async Task Serialize_StatusNotChecked_Warns(string name)
    {
        (VerificationReport report, _) = await ReportSamples.JudgeAsync(world, name, "vi");
        bool isChecked = report.Signatures[0].Trust.Revocation.Any(proof => proof.Certificate == report.Signatures[0].Signer!.Thumbprint && proof.Status != ProofStatus.Unknown);

        Assert.Equal(!isChecked, Parse(report, "vi").QuerySelectorAll(".warning").Any(static warning => warning.TextContent.Contains("OCSP hoặc CRL", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Serialize_HostileNames_AreSeenAndDoNothing()
    {
        (VerificationReport report, _) = await ReportSamples.JudgeAsync(world, "hostile names", "vi");
        IHtmlDocument page = Parse(report, "vi");
        string text = page.Body!.TextContent;

        Assert.Contains("<script>alert(1)</script>", text, StringComparison.Ordinal);
        Assert.Contains("<img src=x onerror=alert(2)>", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, static c => c is '\u202E' or '\u2066' or '\u200B' or '\u0007');
        Assert.Equal(["U+202E", "U+2066", "U+200B", "U+0007", "U+0301", "U+0301"], page.QuerySelectorAll(".control").Select(static c => c.TextContent));
    }

    [Fact]
    public void Serialize_EndlessText_IsCutOff()
    {
        VerificationReport report = Verify.Judge(Bases.Signed);
        SignatureReport signature = report.Signatures[0];
        string endless = new('x', 1_000_000);
        ChangeFinding[] findings = [.. Enumerable.Range(0, 100_000).Select(static i => new ChangeFinding { Code = "X", Object = $"{i} 0", Message = "m" })];

        byte[] page = ReportHtml.Serialize(report with { Signatures = [signature with { Field = endless, Changes = signature.Changes with { Findings = findings } }] }, "en");

        Assert.InRange(page.Length, 1, 100_000);
        Assert.Contains("and 99900 more", Encoding.UTF8.GetString(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Serialize_TimesWithoutEnd_AreUtc()
    {
        VerificationReport report = Verify.Judge(Bases.Signed);
        SignatureReport signature = report.Signatures[0];

        byte[] page = ReportHtml.Serialize(report with { Signatures = [signature with { Signer = signature.Signer! with { NotAfter = DateTimeOffset.MaxValue } }] }, "vi");

        Assert.Contains("31/12/9999 23:59:59 (UTC)", Encoding.UTF8.GetString(page), StringComparison.Ordinal);
    }

    [Fact]
    public void ContentSecurityPolicy_PermitsTheStyleThatThePageHasAndNothingElse()
    {
        IHtmlDocument page = Parse(Verify.Judge(Bases.Signed), "en");
        string digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.QuerySelector("style")!.TextContent)));

        Assert.Equal($"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox", ReportHtml.ContentSecurityPolicy);
        Assert.StartsWith(page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!, ReportHtml.ContentSecurityPolicy, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_EveryValueOfTheReport_HasOneInBothLanguages()
    {
        (string Group, Type Type)[] groups =
        [
            ("verdict", typeof(Verdict)), ("document", typeof(Verdict)), ("integrity", typeof(Integrity)), ("coverage", typeof(Coverage)), ("changes", typeof(ChangeLevel)), ("timestamp", typeof(TimestampKind)),
            ("trust", typeof(TrustStatus)), ("proof", typeof(ProofKind)), ("source", typeof(ProofSource)), ("status", typeof(ProofStatus)),
        ];
        Assert.All(
            from @group in groups from value in Enum.GetNames(@group.Type) from language in Messages.SupportedLanguages
            select (Code: $"page.{@group.Group}.{char.ToLowerInvariant(value[0])}{value[1..]}", language),
            static word => Assert.NotEqual(word.Code, Messages.Get(word.Code, word.language)));
    }

    private static IHtmlDocument Parse(VerificationReport report, string language) => Strict.ParseDocument(Encoding.UTF8.GetString(ReportHtml.Serialize(report, language)));

    /// <summary>No level is left out on the way down.</summary>
    private static void AssertHeadingsDescend(IHtmlDocument page)
    {
        int last = 0;
        foreach (int level in page.QuerySelectorAll("h1, h2, h3").Select(static heading => heading.LocalName[1] - '0'))
        {
            Assert.InRange(level, 1, last + 1);
            last = level;
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
