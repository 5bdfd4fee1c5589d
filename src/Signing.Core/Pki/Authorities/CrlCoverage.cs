namespace Signing.Core.Pki.Authorities;

/// <summary>Which kind of certificates a revocation list speaks of (RFC 5280, 5.2.5).</summary>
public enum CrlCoverage
{
    /// <summary>All of them.</summary>
    All,
    /// <summary>End entities alone (<c>onlyContainsUserCerts</c>).</summary>
    EndEntities,
    /// <summary>Authorities alone (<c>onlyContainsCACerts</c>).</summary>
    Authorities,
}
