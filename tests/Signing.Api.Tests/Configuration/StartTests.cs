using System.Net;
using Signing.Api.Tests.Service;

namespace Signing.Api.Tests.Configuration;

/// <summary>The service as an operator starts it: in a process of its own.</summary>
public class StartTests
{
    [Theory]
    [InlineData("Api:Callers", "Production", "")]
    [InlineData("Api:Callers:office:KeySha256", "Production", "Api:Callers:office:KeySha256=abc")]
    [InlineData("Api:Callers:office:Keys:0", "Production", "Api:Callers:office:KeySha256=0000000000000000000000000000000000000000000000000000000000000000 Api:Callers:office:Keys:0=nobody")]
    [InlineData("Api:MaxBodyBytes", "Development", "Api:MaxBodyBytes=0")]
    [InlineData("Api:MaxBodyBytes", "Development", "Api:MaxBodyBytes=large")]
    [InlineData("MaxBodyByte", "Development", "Api:MaxBodyByte=1")]
    [InlineData("Signing:DefautKey", "Development", "Signing:DefautKey=agency")]
    [InlineData("Signing:DefaultKey", "Development", "Signing:DefaultKey=agency")]
    [InlineData("Signing:DefaultLevel", "Development", "Signing:DefaultLevel=B-T")]
    [InlineData("Signing:Keys:agency:File", "Development", "Signing:Keys:agency:Kind=Pkcs12 Signing:Keys:agency:File=/nowhere/agency.p12")]
    [InlineData("Signing:Keys:agency:Kind", "Development", "Signing:Keys:agency:Kind=Pkcs13")]
    [InlineData("Signing:Trust:dev:Anchors", "Development", "Signing:Trust:dev:Anchors=/nowhere")]
    [InlineData("Signing:TimestampAuthorities:0:Address", "Development", "Signing:TimestampAuthorities:0:Address=tsa.example")]
    [InlineData("Signing:Fetch:Timeout", "Development", "Signing:Fetch:Timeout=soon")]
    [InlineData("Urls", "Development", "Urls=http://0.0.0.0:0")]
    public async Task Start_WrongConfiguration_SaysWhichSettingInOneLineAndFails(string setting, string environment, string settings)
    {
        await using ServiceProcess process = ServiceProcess.Start(
            environment,
            settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static s => (s.Split('=')[0], s.Split('=')[1])));

        (int exitCode, string error) = await process.EndsAsync();

        Assert.NotEqual(0, exitCode);
        string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("configuration.invalid: ", line, StringComparison.Ordinal);
        Assert.Contains(setting, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ToldToStop_StopsWithoutAnError()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using ServiceProcess process = ServiceProcess.Start("Development", []);
        using HttpClient client = await process.ListensAsync();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);

        await process.TerminateAsync();

        Assert.Equal((0, ""), await process.EndsAsync());
    }
}
