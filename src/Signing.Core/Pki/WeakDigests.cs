namespace Signing.Core.Pki;

/// <summary>What to do about digests that no longer count, such as SHA-1, in signatures on certificates that no trust domain pins.</summary>
public enum WeakDigests
{
    /// <summary>The path is not trusted.</summary>
    Refuse,
    /// <summary>The caller judges algorithms itself, at the time that counts.</summary>
    Accept,
}
