using Xunit;

namespace Signing.Core.Tests.Pdf;

public sealed class TestPdfTests
{
    public static TheoryData<string> Documents => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Build_AnyDocument_IsCleanForQpdf(string name)
    {
        Tool.Require("qpdf");
        using var folder = new Temporary();

        (int exitCode, string output) = await Tool.RunAsync("qpdf", "--check", folder.Write("a.pdf", Samples.All[name].Build()));

        Assert.True(exitCode == 0, output);
    }
}
