namespace Signing.Core.Pki.Revocation;

/// <summary>Where a proof of status came from.</summary>
internal enum ProofSource
{
    /// <summary>The document carried it.</summary>
    Embedded,
    /// <summary>It was fetched earlier and is still good.</summary>
    Cache,
    /// <summary>It was fetched just now.</summary>
    Online,
}
