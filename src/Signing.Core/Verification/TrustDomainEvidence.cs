using Signing.Core.Pki;

namespace Signing.Core.Verification;

/// <summary>The anchors, pinned intermediates and rules of one trust domain, as they stood when the evidence was collected.</summary>
internal sealed record TrustDomainEvidence(string Name, IReadOnlyList<byte[]> Anchors, IReadOnlyList<byte[]> Intermediates, TrustDomainPolicy? Policy = null)
{
    internal static TrustDomainEvidence Of(TrustDomain domain) => new(domain.Name, Ders(domain.AnchorIndex), Ders(domain.IntermediateIndex), domain.Policy);

    internal TrustDomain ToDomain() => new(Name, Anchors.Select(static der => Certificate.Parse(der)), Intermediates.Select(static der => Certificate.Parse(der)), Policy);

    private static byte[][] Ders(CertificateIndex index) => [.. index.All.Select(static certificate => certificate.Der.ToArray())];
}
