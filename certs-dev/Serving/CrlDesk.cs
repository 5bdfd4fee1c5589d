using Signing.Core.Pki.Authorities;

namespace Signing.CertsDev.Serving;

/// <summary>The revocation lists of one authority as they are published, rightly or wrongly.</summary>
/// <param name="authority">The authority.</param>
/// <param name="stranger">Another authority, which knows nothing of this one's certificates.</param>
/// <param name="clock">The clock.</param>
/// <param name="keepsExpired">Whether the lists promise to keep the revocations of expired certificates.</param>
internal sealed class CrlDesk(CertificateAuthority authority, CertificateAuthority stranger, TimeProvider clock, bool keepsExpired)
{
    internal static readonly Misbehaviour[] Misbehaviours =
        [Misbehaviour.WrongSigner, Misbehaviour.BrokenSignature, Misbehaviour.Stale, Misbehaviour.FromTheFuture];

    private readonly CrlPublisher _right = Publisher(authority, clock, keepsExpired);
    private readonly CrlPublisher _stranger = Publisher(stranger, clock, keepsExpired);
    private readonly CrlPublisher _stale = Publisher(authority, new OffsetTimeProvider(clock, TimeSpan.FromDays(-30)), keepsExpired);
    private readonly CrlPublisher _future = Publisher(authority, new OffsetTimeProvider(clock, TimeSpan.FromDays(1)), keepsExpired);

    internal async ValueTask<byte[]> AnswerAsync(Misbehaviour misbehaviour, CancellationToken cancellationToken)
    {
        CrlPublisher publisher = misbehaviour switch
        {
            Misbehaviour.WrongSigner => _stranger,
            Misbehaviour.Stale => _stale,
            Misbehaviour.FromTheFuture => _future,
            _ => _right,
        };
        byte[] list = await publisher.PublishAsync(cancellationToken);
        if (misbehaviour == Misbehaviour.BrokenSignature)
        {
            // The signature value is the last thing in a list.
            list[^1] ^= 1;
        }
        return list;
    }

    private static CrlPublisher Publisher(CertificateAuthority authority, TimeProvider clock, bool keepsExpired) => new(authority, new CrlPublisherOptions
    {
        TimeProvider = clock,
        ExpiredCertificatesSince = keepsExpired ? authority.Certificate.NotBefore : null,
    });
}
