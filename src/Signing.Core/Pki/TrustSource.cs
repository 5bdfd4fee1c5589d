namespace Signing.Core.Pki;

/// <summary>
/// Where trust comes from: a <see cref="TrustStore"/> that never changes, or <see cref="TrustFolders"/> that follow their files.
/// </summary>
public abstract class TrustSource
{
    /// <summary>What is trusted now. Each operation takes it once, so that it never sees two states. Thread-safe.</summary>
    public abstract TrustStore Current { get; }
}
