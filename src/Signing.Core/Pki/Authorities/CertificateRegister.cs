namespace Signing.Core.Pki.Authorities;

/// <summary>
/// What one authority issued and revoked: the source of its OCSP answers and revocation lists. An organisation keeps
/// it in its database; <see cref="MemoryCertificateRegister"/> keeps it in memory. Used from several threads at once.
/// </summary>
public abstract class CertificateRegister
{
    /// <summary>Remembers a certificate. Called before the certificate leaves the authority.</summary>
    /// <param name="record">The new certificate.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract ValueTask AddAsync(CertificateRecord record, CancellationToken cancellationToken = default);

    /// <summary>What is known of a serial number.</summary>
    /// <param name="serialNumber">As in <see cref="CertificateRecord.SerialNumber"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The record; null where this authority never issued such a certificate.</returns>
    public abstract ValueTask<CertificateRecord?> FindAsync(string serialNumber, CancellationToken cancellationToken = default);

    /// <summary>All records with a revocation, of expired certificates too, in any order.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract ValueTask<IReadOnlyList<CertificateRecord>> ListRevokedAsync(CancellationToken cancellationToken = default);

    /// <summary>A number for the next revocation list, larger than every one before (RFC 5280, 5.2.3).</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract ValueTask<long> NextCrlNumberAsync(CancellationToken cancellationToken = default);
}
