using System.Runtime.InteropServices;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>Finds a module by its file name where modules usually are, and the one path that two names of it lead to.</summary>
internal static class ModulePath
{
    internal static string Resolve(string module)
    {
        string path = module.IndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]) >= 0
            ? Path.GetFullPath(module)
            : Folders().Select(folder => Path.Combine(folder, module)).FirstOrDefault(File.Exists)
                ?? throw TokenErrors.Absent(module, $"there is no PKCS#11 module '{module}' in the usual folders");
        return File.Exists(path) ? Final(path) : throw TokenErrors.Absent(module, $"there is no PKCS#11 module at '{path}'");
    }

    private static IEnumerable<string> Folders()
    {
        if (OperatingSystem.IsWindows())
        {
            yield return Environment.SystemDirectory;
            foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            {
                yield return folder;
            }
            yield break;
        }
        string triplet = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        foreach (string root in (string[])[$"/usr/lib/{triplet}", "/usr/lib64", "/usr/lib", "/usr/local/lib", "/opt/homebrew/lib"])
        {
            yield return root;
            yield return Path.Combine(root, "softhsm");
            yield return Path.Combine(root, "pkcs11");
        }
    }

    // C_Initialize is called once for a module, whatever it is called: every link on the way is followed.
    private static string Final(string path)
    {
        string? root = Path.GetPathRoot(path);
        string resolved = root ?? "";
        foreach (string part in path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(resolved, part);
            FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            resolved = entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next;
        }
        return resolved;
    }
}
