using System.Security.Cryptography;

namespace Signing.Core.Keys;

/// <summary>
/// A PIN or password in a file that only the service may read (or a systemd credential). It is read as bytes for each
/// login and zeroed after it; line ends at the end don't belong to it.
/// </summary>
/// <param name="path">The file.</param>
public sealed class PinFile(string path) : PinProvider
{
    private const int MaxLength = 1024;

    /// <summary>The file.</summary>
    public string Path { get; } = path ?? throw new ArgumentNullException(nameof(path));

    /// <inheritdoc/>
    public override bool IsTyped => false;

    /// <inheritdoc/>
    /// <exception cref="SigningException"><c>file.failed</c>: the file can't be read, is empty or longer than 1024 bytes.</exception>
    public override ValueTask<PinBuffer?> GetPinAsync(PinRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<PinBuffer?>(Read());
    }

    internal PinBuffer Read()
    {
        byte[] raw = GC.AllocateArray<byte>(MaxLength + 1, pinned: true);
        try
        {
            int length = ReadRaw(raw);
            ReadOnlySpan<byte> pin = raw.AsSpan(0, length).TrimEnd("\r\n"u8);
            return pin.Length switch
            {
                0 => throw Error.Of(ErrorCodes.FileFailed, ("file", Path), ("detail", "it holds no PIN")),
                > MaxLength => throw Error.Of(ErrorCodes.FileFailed, ("file", Path), ("detail", $"it is longer than {MaxLength} bytes")),
                _ => new PinBuffer(pin),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(raw);
        }
    }

    // RandomAccess reads into our own buffer: no stream keeps a copy of the PIN.
    private int ReadRaw(byte[] raw)
    {
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(Path);
            int length = 0;
            for (int read; length < raw.Length && (read = RandomAccess.Read(file, raw.AsSpan(length), length)) > 0;)
            {
                length += read;
            }
            return length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Error.Of(ErrorCodes.FileFailed, e, ("file", Path), ("detail", e.Message));
        }
    }
}
