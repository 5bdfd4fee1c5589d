using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// A token's page of the <see cref="PinLedger"/>: a line with a salt, then a line for each PIN under suspicion. An attempt
/// is written as the last line before the PIN is presented; a right PIN takes its line off again.
/// </summary>
internal sealed class PinLedgerPage : IDisposable
{
    private const char Attempted = 'A';
    private const char Rejected = 'R';
    private const int Iterations = 100_000;
    private const int SaltLength = 16;

    private readonly FileStream _file;
    private readonly string _confirmation;
    private readonly TimeProvider _clock;
    private readonly byte[] _salt;
    private readonly Dictionary<string, char> _marks = new(StringComparer.Ordinal);
    private string _hash = "";
    private long _attempt = -1;

    internal PinLedgerPage(FileStream file, string confirmation, TimeProvider clock)
    {
        _file = file;
        _confirmation = confirmation;
        _clock = clock;
        try
        {
            _salt = Read() ?? Begin();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Whether an operator has confirmed the PIN in place.</summary>
    internal bool IsConfirmed => File.Exists(_confirmation);

    /// <summary>Looks a PIN up, and makes it the one that the page is open for.</summary>
    /// <returns><see langword="true"/>: rejected; <see langword="false"/>: nothing is known; <see langword="null"/>: tried, with unknown outcome.</returns>
    internal bool? WasRejected(PinBuffer pin)
    {
        _hash = Hash(pin);
        return _marks.TryGetValue(_hash, out char mark) ? mark is Rejected ? true : null : false;
    }

    /// <summary>Writes down that the PIN is about to be presented, and takes back the operator's word. On disk when it returns.</summary>
    internal void Mark()
    {
        _attempt = _file.Length;
        Write(_attempt, string.Create(CultureInfo.InvariantCulture, $"{Attempted} {_hash} {_clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}\n"));
        File.Delete(_confirmation);
    }

    /// <summary>The token took the PIN, or never judged it.</summary>
    internal void Clear()
    {
        _file.SetLength(_attempt);
        _file.Flush(flushToDisk: true);
    }

    /// <summary>The token rejected the PIN.</summary>
    internal void Reject() => Write(_attempt, Rejected.ToString());

    public void Dispose() => _file.Dispose();

    // A last line without its end was never flushed as a whole, so its PIN was never presented.
    private byte[]? Read()
    {
        byte[] bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        string[] lines = Encoding.ASCII.GetString(bytes).Split('\n');
        if (lines.Length < 2 || lines[0].Split(' ') is not ["pins", string salt] || salt.Length != SaltLength * 2)
        {
            return bytes.Length == 0 ? null : throw new InvalidDataException($"'{_file.Name}' is damaged; an operator may delete it");
        }
        foreach (string line in lines[1..^1])
        {
            if (line.Split(' ') is not [[char mark], string hash, ..])
            {
                throw new InvalidDataException($"'{_file.Name}' is damaged; an operator may delete it");
            }
            _marks[hash] = mark;
        }
        _file.SetLength(bytes.Length - lines[^1].Length);
        return Convert.FromHexString(salt);
    }

    private byte[] Begin()
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltLength);
        Write(0, $"pins {Convert.ToHexStringLower(salt)}\n");
        return salt;
    }

    private void Write(long offset, string text)
    {
        _file.Position = offset;
        _file.Write(Encoding.ASCII.GetBytes(text));
        _file.Flush(flushToDisk: true);
    }

    // Slow on purpose: a PIN is short, and what is marked here may be close to the right one.
    private string Hash(PinBuffer pin) =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(pin.Bytes, _salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes));
}
