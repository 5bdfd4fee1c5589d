namespace Signing.Core.Pdf.Encryption;

/// <summary>Gets the file encryption key from a password, if it is the right one.</summary>
internal abstract class PasswordCheck
{
    /// <summary>The file encryption key, if this is the user password; null otherwise.</summary>
    internal abstract byte[]? TryUser(ReadOnlySpan<byte> password);

    /// <summary>The file encryption key, if this is the owner password; null otherwise.</summary>
    internal abstract byte[]? TryOwner(ReadOnlySpan<byte> password);
}
