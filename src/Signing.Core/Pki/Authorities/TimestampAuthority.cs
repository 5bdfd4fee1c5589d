using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cmp;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Tsp;
using Signing.Core.Cms;

namespace Signing.Core.Pki.Authorities;

/// <summary>
/// A time-stamp authority (RFC 3161 with RFC 5816): the token names its certificate by signing-certificate-v2 and
/// carries it when the request asks for certificates. Thread-safe.
/// </summary>
public sealed class TimestampAuthority
{
    // How far ordered times may run ahead of the clock where no accuracy is promised.
    private static readonly TimeSpan AccuracyUnsaid = TimeSpan.FromSeconds(1);

    private readonly X509Certificate2 _certificate;
    private readonly TimestampServiceOptions _options;
    private readonly TimestampTokenWriter _writer;
    private readonly Lock _clockLock = new();
    private DateTimeOffset _last;

    /// <summary>An authority with its certificate and key.</summary>
    /// <param name="certificate">Its certificate, of the profile <see cref="CertificateProfile.TimeStamping"/>.</param>
    /// <param name="key">The key of the certificate.</param>
    /// <param name="options">How time-stamps are made.</param>
    /// <exception cref="ArgumentException">The key is not the certificate's.</exception>
    public TimestampAuthority(X509Certificate2 certificate, AuthorityKey key, TimestampServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        key.EnsureBelongsTo(certificate);
        _certificate = certificate;
        _options = options;
        _writer = new TimestampTokenWriter(certificate, options.Chain, key);
    }

    /// <summary>Answers one request.</summary>
    /// <param name="request">The request as DER, as it came under <c>application/timestamp-query</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// The answer as DER, for <c>application/timestamp-reply</c>: a token, or a rejection with the reason
    /// (RFC 3161, 2.4.2): <c>badAlg</c>, <c>badRequest</c>, <c>badDataFormat</c>, <c>timeNotAvailable</c>,
    /// <c>unacceptedPolicy</c>, <c>unacceptedExtension</c>, or <c>systemFailure</c> where the key fails.
    /// </returns>
    public async ValueTask<byte[]> RespondAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken = default)
    {
        if (Parse(request) is not { } asked)
        {
            return TimestampRefusal.BadFormat.Encode();
        }
        if (FindRefusal(asked) is { } refusal)
        {
            return refusal.Encode();
        }
        if (NextTime() is not { } time || time < _certificate.NotBefore || time > _certificate.NotAfter)
        {
            return TimestampRefusal.TimeNotAvailable.Encode();
        }
        try
        {
            ContentInfo token = await _writer.WriteAsync(Describe(asked, time), asked.CertReq?.IsTrue == true, cancellationToken).ConfigureAwait(false);
            return new TimeStampResp(new PkiStatusInfo((int)PkiStatus.Granted), token).GetEncoded(Asn1Encodable.Der);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            AuthorityLog.TimestampFailed(_options.Logger, failure);
            return TimestampRefusal.SystemFailure.Encode();
        }
    }

    private static TimeStampReq? Parse(ReadOnlyMemory<byte> request)
    {
        try
        {
            return TimeStampReq.GetInstance(Der.Parse(request));
        }
        catch (Exception malformed) when (Der.IsMalformed(malformed))
        {
            return null;
        }
    }

    private TimestampRefusal? FindRefusal(TimeStampReq asked)
    {
        if (!asked.Version.HasValue(1))
        {
            return TimestampRefusal.BadRequest;
        }
        if (AlgorithmIdentifiers.FindDigest(asked.MessageImprint.HashAlgorithm) is not { } hash || !_options.Digests.Contains(hash))
        {
            return TimestampRefusal.BadAlgorithm(asked.MessageImprint.HashAlgorithm.Algorithm.Id);
        }
        if (asked.MessageImprint.HashedMessage.GetOctetsLength() != Digests.Size(hash))
        {
            return TimestampRefusal.BadImprint;
        }
        if (asked.ReqPolicy is { } policy && policy.Id != _options.Policy && !_options.FurtherPolicies.Contains(policy.Id))
        {
            return TimestampRefusal.Policy(policy.Id);
        }
        // RFC 3161, 2.4.1: an extension that is not recognised, critical or not, is refused.
        return asked.Extensions is null ? null : TimestampRefusal.Extension;
    }

    private TstInfo Describe(TimeStampReq asked, DateTimeOffset time) => new(
        asked.ReqPolicy ?? new DerObjectIdentifier(_options.Policy),
        asked.MessageImprint,
        Der.NewSerialNumber(),
        new DerGeneralizedTime(time.UtcDateTime),
        EncodeAccuracy(),
        _options.Ordering ? DerBoolean.True : null,
        asked.Nonce,
        tsa: null,
        extensions: null);

    private Accuracy? EncodeAccuracy()
    {
        TimeSpan accuracy = _options.Accuracy;
        if (accuracy == TimeSpan.Zero)
        {
            return null;
        }
        long seconds = (long)accuracy.TotalSeconds;
        return new Accuracy(Part(seconds), Part(accuracy.Milliseconds), Part(accuracy.Microseconds));

        static DerInteger? Part(long value) => value == 0 ? null : DerInteger.ValueOf(value);
    }

    /// <summary>
    /// The time of the next token: whole milliseconds, or, where tokens are ordered, later than the last by a microsecond at least;
    /// null where the clock went back by so much that no time would be both right and later.
    /// </summary>
    private DateTimeOffset? NextTime()
    {
        DateTimeOffset now = _options.TimeProvider.GetUtcNow();
        if (!_options.Ordering)
        {
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }
        lock (_clockLock)
        {
            DateTimeOffset exact = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
            if (_last - exact > (_options.Accuracy > TimeSpan.Zero ? _options.Accuracy : AccuracyUnsaid))
            {
                return null;
            }
            _last = exact > _last ? exact : _last.AddMicroseconds(1);
            return _last;
        }
    }
}
