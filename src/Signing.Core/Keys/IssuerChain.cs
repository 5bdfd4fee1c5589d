using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Keys;

/// <summary>Lines up the issuers of a certificate from a heap of certificates, by their names and key identifiers. It judges nothing.</summary>
internal static class IssuerChain
{
    internal static IReadOnlyList<X509Certificate2> Of(X509Certificate2 leaf, IReadOnlyCollection<X509Certificate2> heap)
    {
        List<X509Certificate2> chain = [];
        for (X509Certificate2 current = leaf; !IsSelfIssued(current) && FindIssuer(current, heap, chain) is { } issuer; current = issuer)
        {
            chain.Add(issuer);
        }
        return chain;
    }

    // Several certificates of one authority differ in their key: the identifier decides, where both carry it.
    private static X509Certificate2? FindIssuer(X509Certificate2 certificate, IReadOnlyCollection<X509Certificate2> heap, List<X509Certificate2> taken)
    {
        ReadOnlyMemory<byte>? keyIdentifier = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        return heap
            .Where(issuer => issuer.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)
                && !taken.Contains(issuer)
                && !issuer.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))
            .Select(issuer => (issuer, Fit: Fit(issuer, keyIdentifier)))
            .Where(static candidate => candidate.Fit >= 0)
            .OrderByDescending(static candidate => candidate.Fit)
            .ThenByDescending(static candidate => candidate.issuer.NotAfter)
            .Select(static candidate => candidate.issuer)
            .FirstOrDefault();
    }

    private static int Fit(X509Certificate2 issuer, ReadOnlyMemory<byte>? keyIdentifier)
    {
        X509SubjectKeyIdentifierExtension? own = issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        return own is null || keyIdentifier is not { } wanted ? 0
            : own.SubjectKeyIdentifierBytes.Span.SequenceEqual(wanted.Span) ? 1 : -1;
    }

    private static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
