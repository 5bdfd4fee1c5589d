using Signing.Core.Pki;

namespace Signing.Core.Verification;

/// <summary>The anchors and pinned intermediates of one trust domain, as they stood when the evidence was collected.</summary>
internal sealed record TrustDomainEvidence(string Name, IReadOnlyList<byte[]> Anchors, IReadOnlyList<byte[]> Intermediates)
{
    internal static TrustDomainEvidence Of(TrustDomain domain) => new(domain.Name, Ders(domain.AnchorIndex), Ders(domain.IntermediateIndex));

    internal TrustDomain ToDomain() => new(Name, Anchors.Select(static der => Certificate.Parse(der)), Intermediates.Select(static der => Certificate.Parse(der)));

    private static byte[][] Ders(CertificateIndex index) => [.. index.All.Select(static certificate => certificate.Der.ToArray())];
}
