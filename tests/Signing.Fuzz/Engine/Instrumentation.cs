using SharpFuzz;

namespace Signing.Fuzz.Engine;

/// <summary>Instruments Signing.Core with SharpFuzz: each branch then counts itself in the memory that <see cref="Coverage"/> reads.</summary>
internal static class Instrumentation
{
    private const string Instrumented = "Signing.Core.dll";

    /// <summary>Copies a program with all that it needs, and instruments the copy.</summary>
    internal static void CopyProgram(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
        if (Directory.Exists(Path.Combine(from, "runtimes")))
        {
            CopyFolder(Path.Combine(from, "runtimes"), Path.Combine(to, "runtimes"));
        }
        // The identifiers that SharpFuzz gives to branches are the same for the same assembly, so a seed says it all.
        int types = Fuzzer.Instrument(Path.Combine(to, Instrumented), static _ => true, Options.Value).Count();
        if (types == 0)
        {
            throw new InvalidOperationException($"Nothing in {Instrumented} was instrumented.");
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
