using Signing.Core.Pki.Revocation;

namespace Signing.Core.Pki;

/// <summary>Issuers that were fetched, and what was tried.</summary>
/// <param name="Certificates">Certificates that each verify one below them; empty where nothing was missing or nothing came.</param>
/// <param name="Attempts">Every address asked.</param>
internal sealed record FetchedIssuers(IReadOnlyList<Certificate> Certificates, IReadOnlyList<FetchAttempt> Attempts);
