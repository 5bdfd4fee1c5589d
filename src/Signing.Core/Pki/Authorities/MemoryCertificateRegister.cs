using System.Collections.Concurrent;

namespace Signing.Core.Pki.Authorities;

/// <summary>A register in memory, for development and tests, or filled from elsewhere at start.</summary>
/// <param name="lastCrlNumber">The number of the last revocation list that was published before; zero for none.</param>
public sealed class MemoryCertificateRegister(long lastCrlNumber = 0) : CertificateRegister
{
    private readonly ConcurrentDictionary<string, CertificateRecord> _records = new(StringComparer.Ordinal);
    private long _crlNumber = lastCrlNumber;

    /// <inheritdoc/>
    public override ValueTask AddAsync(CertificateRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        _records[record.SerialNumber] = record;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask<CertificateRecord?> FindAsync(string serialNumber, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_records.GetValueOrDefault(serialNumber));

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<CertificateRecord>> ListRevokedAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<CertificateRecord>>([.. _records.Values.Where(record => record.Revocation is not null)]);

    /// <inheritdoc/>
    public override ValueTask<long> NextCrlNumberAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Interlocked.Increment(ref _crlNumber));

    /// <summary>Revokes or suspends a certificate, or replaces the revocation that it has.</summary>
    /// <param name="serialNumber">As in <see cref="CertificateRecord.SerialNumber"/>.</param>
    /// <param name="revocation">Since when and why; null lifts a suspension.</param>
    /// <returns>False where the register has no such certificate.</returns>
    public bool Revoke(string serialNumber, CertificateRevocation? revocation)
    {
        while (_records.TryGetValue(serialNumber, out CertificateRecord? known))
        {
            if (_records.TryUpdate(serialNumber, known with { Revocation = revocation }, known))
            {
                return true;
            }
        }
        return false;
    }
}
