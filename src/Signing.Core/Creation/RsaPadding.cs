namespace Signing.Core.Creation;

/// <summary>How an RSA key signs.</summary>
public enum RsaPadding
{
    /// <summary>RSASSA-PKCS1-v1_5.</summary>
    Pkcs1,
    /// <summary>RSASSA-PSS.</summary>
    Pss,
}
