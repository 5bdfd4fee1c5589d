using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.HighLevelAPI.MechanismParams;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// One loaded and initialised PKCS#11 module. All calls of Pkcs11Interop stand in this type; it throws that library's
/// <see cref="Pkcs11Exception"/>, which never leaves the room (<see cref="TokenErrors"/>).
/// </summary>
internal sealed partial class Cryptoki : IDisposable
{
    private readonly Pkcs11InteropFactories _factories;
    private readonly IPkcs11Library _library;
    private readonly ConcurrentDictionary<SigningMechanism, IMechanism> _mechanisms = new();

    private Cryptoki(Pkcs11InteropFactories factories, IPkcs11Library library, bool singleThreaded)
    {
        _factories = factories;
        _library = library;
        IsSingleThreaded = singleThreaded;
    }

    /// <summary>Whether the module can't lock (PKCS#11 v2.40, 5.4: CKR_CANT_LOCK), so that only one call may run in it at a time.</summary>
    internal bool IsSingleThreaded { get; }

    /// <summary>Loads the module and calls C_Initialize.</summary>
    internal static Cryptoki Load(string path)
    {
        // Loaded once more and never let go: modules don't survive being unloaded, and C_Finalize must not do that.
        NativeLibrary.Load(path);
        var factories = new Pkcs11InteropFactories();
        try
        {
            return new Cryptoki(factories, factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, path, AppType.MultiThreaded), singleThreaded: false);
        }
        catch (Pkcs11Exception e) when (e.RV is CKR.CKR_CANT_LOCK or CKR.CKR_NEED_TO_CREATE_THREADS)
        {
            return new Cryptoki(factories, factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, path, AppType.SingleThreaded), singleThreaded: true);
        }
    }

    /// <summary>
    /// Pkcs11Interop asks for <c>libdl</c>, which many systems have only as <c>libdl.so.2</c>, or inside the C library.
    /// A second resolver on its assembly would throw, so the load context is asked instead.
    /// </summary>
    internal static void MendLibdl() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += static (Assembly _, string name) =>
    {
        if (name is "libdl" && OperatingSystem.IsLinux())
        {
            foreach (string candidate in (ReadOnlySpan<string>)["libdl.so.2", "libc.so.6", "libc.so"])
            {
                if (NativeLibrary.TryLoad(candidate, out IntPtr handle))
                {
                    return handle;
                }
            }
        }
        return IntPtr.Zero;
    };

    /// <summary>Whether there is any slot, with or without a token.</summary>
    internal bool HasSlots() => _library.GetSlotList(SlotsType.WithOrWithoutTokenPresent).Count > 0;

    /// <summary>The slots with a token, initialised or not.</summary>
    internal IEnumerable<Slot> Slots() => _library.GetSlotList(SlotsType.WithTokenPresent).Select(slot => new Slot(this, slot));

    /// <summary>C_Finalize; the module stays loaded. Never while a call is inside it.</summary>
    public void Dispose()
    {
        foreach (IMechanism mechanism in _mechanisms.Values)
        {
            mechanism.Dispose();
        }
        _library.Dispose();
    }

    // The parameters live in native memory, so a mechanism is made once and used by all threads, which only read it.
    private IMechanism Native(SigningMechanism mechanism) => _mechanisms.GetOrAdd(mechanism, static (wanted, factories) =>
    {
        if (wanted.PssHash is not CKM hash)
        {
            return factories.MechanismFactory.Create(wanted.Type);
        }
        // PKCS#11 v2.40, 2.1.10: the MGF over the same hash, and a salt as long as it.
        CKG generator = hash switch
        {
            CKM.CKM_SHA384 => CKG.CKG_MGF1_SHA384,
            CKM.CKM_SHA512 => CKG.CKG_MGF1_SHA512,
            _ => CKG.CKG_MGF1_SHA256,
        };
        ICkRsaPkcsPssParams parameters = factories.MechanismParamsFactory.CreateCkRsaPkcsPssParams((ulong)hash, (ulong)generator, (ulong)wanted.HashLength);
        return factories.MechanismFactory.Create(wanted.Type, parameters);
    }, _factories);
}
