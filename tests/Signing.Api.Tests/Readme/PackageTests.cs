using Signing.CertsDev;
using Signing.CertsDev.Commands;

namespace Signing.Api.Tests.Readme;

/// <summary>The package as a developer meets it: a new console project restores it from a folder, and the README's C# runs in it.</summary>
[Collection("README")]
public sealed class PackageTests : IDisposable
{
    private const string Version = "0.0.0-test";

    private readonly string _folder = Directory.CreateTempSubdirectory("signing-package-").FullName;

    [Fact]
    public async Task ReadmeCode_NewConsoleProject_SignsOnAToken()
    {
        Assert.SkipUnless(SoftHsm.FindModule() is not null, "SoftHSM is not installed on this machine.");
        // Made by the command, in a process of its own: SoftHSM reads where its tokens are once in a process.
        string pkiFolder = Path.Combine(_folder, "pki");
        (int made, string says) = await Run.ToEndAsync(
            _folder, "dotnet", [ReadmeFile.DevPkiProgram, "token"], new Dictionary<string, string> { ["CERTS_DEV_FOLDER"] = pkiFolder }, TestContext.Current.CancellationToken);
        Assert.True(made == 0, says);
        await using DevPki pki = await DevPki.StartAsync(new DevPkiOptions { Folder = pkiFolder }, TestContext.Current.CancellationToken);
        Assert.False(pki.WasMade);
        DevToken token = DevToken.At(pki);
        File.WriteAllBytes(Path.Combine(_folder, "in.pdf"), SamplePdf.Create());
        await DotnetAsync("pack", Path.Combine(ReadmeFile.Root, "src", "Signing.Core"), "-c", "Release", "-o", Path.Combine(_folder, "feed"), $"-p:Version={Version}", "-v", "q");
        WriteProject(pki, token);

        // Trimmed and whole: what restores, compiles and runs so also does in the ordinary way.
        await DotnetAsync("publish", "-r", "linux-x64", "--self-contained", "-p:PublishTrimmed=true", "-o", "out", "-v", "q");
        (int exitCode, string output) = await Run.ToEndAsync(
            _folder, Path.Combine(_folder, "out", "Sample"), [], new Dictionary<string, string> { [SoftHsm.ConfigurationVariable] = token.ConfigurationFile },
            TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, output);
        string[] lines = output.Trim().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("Valid", lines[0]);
        Assert.StartsWith("False Trusted: ", lines[1], StringComparison.Ordinal);
        Assert.Contains("no proof of its status", lines[1], StringComparison.Ordinal);
        Assert.True(new FileInfo(Path.Combine(_folder, "two-phase.pdf")).Length > new FileInfo(Path.Combine(_folder, "in.pdf")).Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task DotnetAsync(params string[] arguments)
    {
        (int exitCode, string output) = await Run.ToEndAsync(
            _folder, "dotnet", arguments, new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(_folder, "packages") }, TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>The README's blocks, one after the other, with the names of this PKI in place of the example's.</summary>
    private void WriteProject(DevPki pki, DevToken token)
    {
        IReadOnlyList<string> blocks = ReadmeFile.Blocks("csharp");
        string code = Replace(
            blocks[0],
            ("\"anchors\"", $"@\"{pki.AnchorFolder}\""),
            ("\"intermediates\"", $"@\"{pki.IntermediateFolder}\""),
            ("http://tsa.example/", pki.Tsa.Address.AbsoluteUri),
            ("Trust = trust", $"Trust = trust, Fetch = new() {{ AllowedPrivateHosts = {{ \"{pki.Address.Authority}\" }} }}"),
            ("\"libsofthsm2.so\"", $"@\"{token.Module}\""),
            ("\"office\"", $"\"{DevToken.Label}\""),
            ("\"pin.txt\"", $"@\"{token.PinFile}\""),
            ("\"9f2c…\"", $"\"{pki.Agency.Thumbprint}\""));
        string twoPhase = Replace(blocks[1], ("\"out.pdf\"", "\"two-phase.pdf\""));
        File.WriteAllText(Path.Combine(_folder, "Program.cs"), $$"""
            {{code}}
            System.Security.Cryptography.X509Certificates.X509Certificate2 certificate = key.Certificate;
            async Task<byte[]> SignElsewhereAsync(ReadOnlyMemory<byte> data, Signing.Core.SignatureAlgorithm algorithm) => await key.SignDataAsync(data, algorithm);
            {{twoPhase}}
            System.Security.Cryptography.X509Certificates.X509Certificate2 issuer = key.Chain[0];
            byte[] crl = [];
            {{blocks[2]}}
            """);
        File.WriteAllText(Path.Combine(_folder, "Sample.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Signing.Core" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        // The package comes from its folder, and is unpacked here and nowhere else; what this machine has already is not fetched again.
        string present = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="feed" value="feed" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="present" value="{(Directory.Exists(present) ? present : _folder)}" />
              </fallbackPackageFolders>
            </configuration>
            """);
    }

    private static string Replace(string code, params ReadOnlySpan<(string From, string To)> names)
    {
        foreach ((string from, string to) in names)
        {
            Assert.Contains(from, code, StringComparison.Ordinal);
            code = code.Replace(from, to, StringComparison.Ordinal);
        }
        return code;
    }
}
