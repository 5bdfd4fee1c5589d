using System.Collections.Concurrent;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// The PKCS#11 modules of this process: the library's only static state. C_Initialize and the login belong to the process
/// (PKCS#11 v2.40, 2.4), so everybody who opens the same token must meet here. Modules stay loaded.
/// </summary>
internal static class ModuleRegistry
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentDictionary<string, Module> Modules = new(StringComparer.Ordinal);

    static ModuleRegistry()
    {
        Cryptoki.MendLibdl();
        // A process that ends while a thread is inside C_Sign crashes: calls that run are waited for.
        AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
            Task.WaitAll([.. Modules.Values.Select(static module => module.DrainAsync())], DrainLimit);
    }

    internal static Module Get(Pkcs11TokenOptions options) =>
        Modules.GetOrAdd(ModulePath.Resolve(options.Module), static (path, options) => new Module(path, options), options);
}
