using System.Diagnostics;
using Xunit;

namespace Signing.Core.Tests.Keys;

/// <summary>
/// A private copy of the module in <c>shim/shim.c</c>: SoftHSM that counts calls and misbehaves on command. To the library
/// each copy is another module.
/// </summary>
internal sealed class ShimModule
{
    private static readonly Lazy<string?> Built = new(Build);

    internal ShimModule()
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Built.Value!)!, $"shim-{Guid.NewGuid():n}.so");
        File.Copy(Built.Value!, Path);
    }

    /// <summary>The module.</summary>
    internal string Path { get; }

    internal static void SkipIfMissing()
    {
        SoftHsm.SkipIfMissing();
        Assert.SkipUnless(Built.Value is not null, "gcc is not installed on this machine.");
    }

    /// <summary>How it misbehaves from now on; without commands it doesn't.</summary>
    internal void Misbehave(params string[] commands)
    {
        string next = $"{Path}.next";
        File.WriteAllText(next, string.Join('\n', commands) + "\n");
        File.Delete($"{Path}.struck");
        File.Move(next, $"{Path}.control", overwrite: true);
    }

    /// <summary>How often a function was called.</summary>
    internal int Count(string function) => File.Exists($"{Path}.log") ? File.ReadLines($"{Path}.log").Count(line => line == function) : 0;

    private static string? Build()
    {
        string source = System.IO.Path.Combine(Repository(), "tests", "Signing.Core.Tests", "Keys", "shim", "shim.c");
        string folder = Directory.CreateTempSubdirectory("signing-shim-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string module = System.IO.Path.Combine(folder, "shim.so");
        try
        {
            using Process compiler = Process.Start("gcc",
                ["-std=gnu11", "-O1", "-shared", "-fPIC", $"-DTARGET=\"{SoftHsm.Module}\"", "-o", module, source, "-ldl", "-lpthread"]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? module : throw new InvalidOperationException("The shim does not compile.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "Signing.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }
        return folder ?? throw new InvalidOperationException("The tests must run inside the repository: they compile a file of it.");
    }
}
