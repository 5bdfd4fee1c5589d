using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki;

/// <summary>
/// One trust domain: authorities that are trusted together, for example a government's. Certificates come from folders, from
/// memory, or both.
/// </summary>
public sealed class TrustDomainOptions
{
    /// <summary>The name that reports carry. Required.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// A folder of trust anchors: every file named <c>.cer</c>, <c>.crt</c>, <c>.der</c>, <c>.pem</c>, <c>.p7b</c>, <c>.p7c</c> or
    /// <c>.p7s</c>, as DER, PEM or PKCS#7; other files are passed over. Default: none.
    /// </summary>
    public string? AnchorFolder { get; set; }

    /// <summary>
    /// A folder of intermediate certificates that help to find paths. They are not trusted by themselves, but the rule about weak
    /// digests does not apply to the signatures on them: whoever put them here vouches for these very bytes. Default: none.
    /// </summary>
    public string? IntermediateFolder { get; set; }

    /// <summary>Further trust anchors. Default: none.</summary>
    public IList<X509Certificate2> Anchors { get; } = [];

    /// <summary>Further intermediate certificates, as those of <see cref="IntermediateFolder"/>. Default: none.</summary>
    public IList<X509Certificate2> Intermediates { get; } = [];
}
