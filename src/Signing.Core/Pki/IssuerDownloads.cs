using Signing.Core.Net;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Pki;

/// <summary>Certificates from the addresses that certificates and CRLs name for their issuers' (caIssuers, RFC 5280, 4.2.2.1). Thread-safe.</summary>
internal sealed class IssuerDownloads(Fetcher fetcher, TimeProvider time)
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxCertificates = 64;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly DownloadCache<IssuerAnswer> _memory = ProofMemory.Of(fetcher.Options, time).Issuers;

    /// <summary>Gets the certificates at an address: one in DER or PEM, or a bundle (<c>.p7c</c>).</summary>
    internal async Task<IssuerAnswer> GetAsync(Uri address, CancellationToken cancellationToken) =>
        (await _memory.GetAsync(address.AbsoluteUri, () => DownloadAsync(address), suffices: null, cancellationToken).ConfigureAwait(false)).Answer;

    private async Task<Downloaded<IssuerAnswer>> DownloadAsync(Uri address)
    {
        FetchResult result = await fetcher.GetAsync(address, CancellationToken.None, maxBytes: MaxBytes).ConfigureAwait(false);
        if (!result.IsOk)
        {
            return Failure(result.Detail);
        }
        try
        {
            Certificate[] certificates = [.. CertificateFile.Read(result.Body.ToArray()).Take(MaxCertificates)];
            return new Downloaded<IssuerAnswer>(new IssuerAnswer(certificates, ""), time.GetUtcNow() + Kept, result.Body.Length, IsFailure: false);
        }
        catch (CertificateException malformed)
        {
            return Failure(result.IsWebPage ? FetchResult.WebPage : malformed.Message);
        }

        Downloaded<IssuerAnswer> Failure(string detail) =>
            new(new IssuerAnswer([], detail), time.GetUtcNow() + DownloadCache<IssuerAnswer>.ShortWhile, 0, IsFailure: true);
    }
}
