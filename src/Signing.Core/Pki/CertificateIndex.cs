namespace Signing.Core.Pki;

/// <summary>A set of certificates, found by subject. Immutable; enumerated in a fixed order, so that judgement is the same each time.</summary>
internal sealed class CertificateIndex
{
    private readonly Dictionary<DistinguishedName, List<Certificate>> _bySubject = [];
    private readonly HashSet<Certificate> _known = [];
    private readonly List<Certificate> _all = [];

    internal CertificateIndex(IEnumerable<Certificate> certificates)
    {
        foreach (Certificate certificate in certificates)
        {
            if (!_known.Add(certificate))
            {
                continue;
            }
            _all.Add(certificate);
            if (!_bySubject.TryGetValue(certificate.Subject, out List<Certificate>? sameSubject))
            {
                _bySubject.Add(certificate.Subject, sameSubject = []);
            }
            sameSubject.Add(certificate);
        }
    }

    internal static CertificateIndex Empty { get; } = new([]);

    internal IReadOnlyList<Certificate> All => _all;

    internal bool Contains(Certificate certificate) => _known.Contains(certificate);

    internal IReadOnlyList<Certificate> WithSubject(DistinguishedName subject) =>
        _bySubject.TryGetValue(subject, out List<Certificate>? found) ? found : [];
}
