namespace Signing.Core.Pki.Revocation;

/// <summary>A certificate's status at the time that counts.</summary>
public enum RevocationStatus
{
    /// <summary>No valid proof says anything about that time.</summary>
    Unknown,
    /// <summary>Not revoked at that time.</summary>
    Good,
    /// <summary>Suspended: neither revoked nor good, to be asked again (EN 319 102-1, TRY_LATER).</summary>
    OnHold,
    /// <summary>Revoked by that time.</summary>
    Revoked,
}
