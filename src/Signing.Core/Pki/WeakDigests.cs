namespace Signing.Core.Pki;

/// <summary>What to do about MD5 and SHA-1 in signatures on certificates that no domain pins.</summary>
internal enum WeakDigests
{
    /// <summary>The path is not trusted.</summary>
    Refuse,
    /// <summary>The caller judges algorithms itself, at the time that counts.</summary>
    Accept,
}
