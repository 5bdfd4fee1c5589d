namespace Signing.Core.Tests.Pdf;

internal sealed record SharedFile(string Name, string Path, bool IsPlain, string Qpdf, string Encrypted)
{
    /// <summary>Encrypted, and open to everybody.</summary>
    internal bool NeedsNoPassword => Encrypted.StartsWith("empty-password", StringComparison.Ordinal);
}
