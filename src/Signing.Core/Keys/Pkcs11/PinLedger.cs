using System.Globalization;
using System.Text;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// Remembers on disk which PINs a token has been shown, so that one it rejected is never presented again, not even after
/// a crash or a restart. One file a token, named by its serial number, locked while a PIN is being tried.
/// </summary>
/// <remarks>
/// An operator confirms a PIN that no person typed, where the token says that a wrong one was entered, by creating the
/// file <c>SERIAL.confirm</c> beside <c>SERIAL.pins</c>. It counts for one attempt. Rejected PINs stay refused.
/// </remarks>
internal sealed class PinLedger(string? folder, TimeProvider clock)
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = string.IsNullOrEmpty(folder) ? DefaultFolder() : folder;

    /// <summary>Opens a token's page, alone among all processes; waits until no other tries a PIN.</summary>
    internal async ValueTask<PinLedgerPage> OpenAsync(string token, TimeSpan maxWait, string name, CancellationToken cancellationToken)
    {
        string path = PathOf(token, ".pins");
        long start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                CreateFolder();
                return new PinLedgerPage(OpenAlone(path), PathOf(token, ".confirm"), clock);
            }
            catch (IOException) when (File.Exists(path) && clock.GetElapsedTime(start) < maxWait)
            {
                await Task.Delay(LockPause, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException) when (File.Exists(path))
            {
                throw TokenErrors.Busy(name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                // Without the mark on disk no PIN is presented.
                throw Error.Of(ErrorCodes.FileFailed, e, ("file", path), ("detail", e.Message));
            }
        }
    }

    /// <summary>The operator's word: the PIN in place may be tried once although the token says that a wrong one was entered.</summary>
    internal void Confirm(string token)
    {
        CreateFolder();
        File.WriteAllBytes(PathOf(token, ".confirm"), []);
    }

    private static FileStream OpenAlone(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new FileStream(path, options);
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_folder);
        }
        else
        {
            Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // Serial numbers are printable, but nothing keeps a token from putting a slash in.
    private string PathOf(string token, string extension)
    {
        var name = new StringBuilder(token.Length);
        foreach (byte b in Encoding.UTF8.GetBytes(token))
        {
            _ = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_'
                ? name.Append((char)b)
                : name.Append(CultureInfo.InvariantCulture, $"%{b:x2}");
        }
        return Path.Combine(_folder, name.Append(extension).ToString());
    }

    private static string DefaultFolder()
    {
        string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0
            ? Path.Combine(local, "signing-core", "pin-state")
            : throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", nameof(Pkcs11TokenOptions.PinStateFolder)),
                ("detail", "this user has no folder for application data: name one"));
    }
}
