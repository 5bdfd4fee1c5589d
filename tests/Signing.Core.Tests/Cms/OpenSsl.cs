using System.Diagnostics;
using Xunit;

namespace Signing.Core.Tests.Cms;

/// <summary>The outside judge: the openssl command in a private temporary folder.</summary>
internal sealed class OpenSsl : IDisposable
{
    private static readonly Lazy<bool> Present = new(() =>
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo("openssl", "version") { RedirectStandardOutput = true });
            process?.WaitForExit();
            return process?.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("signing-openssl-");

    internal OpenSsl() => Assert.SkipUnless(Present.Value, "The openssl command is not installed.");

    internal string Write(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return name;
    }

    internal string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return name;
    }

    internal string WriteCertificate(string name, ReadOnlyMemory<byte> der) =>
        Write(name, System.Security.Cryptography.PemEncoding.WriteString("CERTIFICATE", der.Span));

    internal byte[] Read(string name) => File.ReadAllBytes(At(name));

    internal (int ExitCode, string Output) Run(params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("openssl", arguments)
            {
                WorkingDirectory = _folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            },
        };
        process.Start();
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    internal string Succeed(params string[] arguments)
    {
        (int exitCode, string output) = Run(arguments);
        Assert.True(exitCode == 0, $"openssl {string.Join(' ', arguments)}: {output}");
        return output;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
