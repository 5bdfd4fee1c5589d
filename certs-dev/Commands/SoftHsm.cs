using System.Runtime.InteropServices;

namespace Signing.CertsDev.Commands;

/// <summary>Finds SoftHSM and tells it where its tokens are.</summary>
internal static class SoftHsm
{
    internal const string ConfigurationVariable = "SOFTHSM2_CONF";

    private static readonly string[] UsualPlaces =
    [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib64/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
        @"C:\SoftHSM2\lib\softhsm2-x64.dll",
    ];

    /// <summary>The module; null where SoftHSM is not installed. <c>SOFTHSM2_MODULE</c> names one elsewhere.</summary>
    internal static string? FindModule() =>
        ((string?[])[Environment.GetEnvironmentVariable("SOFTHSM2_MODULE"), .. UsualPlaces]).FirstOrDefault(File.Exists);

    /// <summary>
    /// Sets the variable as native code sees it, which .NET's own does not do on Unix. It must happen before the module
    /// is loaded into this process.
    /// </summary>
    internal static void UseConfiguration(string file)
    {
        Environment.SetEnvironmentVariable(ConfigurationVariable, file);
        if (!OperatingSystem.IsWindows() && SetEnvironmentVariable(ConfigurationVariable, file, overwrite: 1) != 0)
        {
            throw new DevPkiException($"The variable {ConfigurationVariable} cannot be set.", $"Set it to {file} and start again.");
        }
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnvironmentVariable(string name, string value, int overwrite);
}
