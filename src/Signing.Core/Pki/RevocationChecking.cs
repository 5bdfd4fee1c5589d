namespace Signing.Core.Pki;

/// <summary>Whether the status of a path's certificates is asked for.</summary>
public enum RevocationChecking
{
    /// <summary>Every certificate but the anchor must be proven not to be revoked.</summary>
    WholePath,
    /// <summary>Only the path counts.</summary>
    None,
}
