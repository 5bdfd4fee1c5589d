using System.Collections.ObjectModel;
using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki;

/// <summary>A loaded trust domain: its anchors, the intermediates pinned beside them, and its rules. Immutable.</summary>
public sealed class TrustDomain
{
    private readonly HashSet<Certificate> _pinned;
    private readonly Lazy<ReadOnlyCollection<X509Certificate2>> _anchors;
    private readonly Lazy<ReadOnlyCollection<X509Certificate2>> _intermediates;

    internal TrustDomain(string name, IEnumerable<Certificate> anchors, IEnumerable<Certificate> intermediates, TrustDomainPolicy? policy = null)
    {
        Name = name;
        Policy = policy ?? TrustDomainPolicy.Default;
        AnchorIndex = new CertificateIndex(anchors);
        IntermediateIndex = new CertificateIndex(intermediates);
        _pinned = [.. AnchorIndex.All, .. IntermediateIndex.All];
        _anchors = new Lazy<ReadOnlyCollection<X509Certificate2>>(() => Publish(AnchorIndex));
        _intermediates = new Lazy<ReadOnlyCollection<X509Certificate2>>(() => Publish(IntermediateIndex));
    }

    /// <summary>The domain's name, as reports carry it.</summary>
    public string Name { get; }

    /// <summary>The trust anchors. The certificates belong to the domain: do not dispose them.</summary>
    public IReadOnlyList<X509Certificate2> Anchors => _anchors.Value;

    /// <summary>The pinned intermediates. The certificates belong to the domain: do not dispose them.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates => _intermediates.Value;

    internal TrustDomainPolicy Policy { get; }

    internal CertificateIndex AnchorIndex { get; }

    internal CertificateIndex IntermediateIndex { get; }

    internal bool IsAnchor(Certificate certificate) => AnchorIndex.Contains(certificate);

    /// <summary>Whether these very bytes lie in the domain's folders.</summary>
    internal bool IsPinned(Certificate certificate) => _pinned.Contains(certificate);

    private static ReadOnlyCollection<X509Certificate2> Publish(CertificateIndex index) =>
        new([.. index.All.Select(static certificate => certificate.ToX509Certificate2())]);
}
