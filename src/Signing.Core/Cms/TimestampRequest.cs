using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>A request for a time-stamp token (RFC 3161, 2.4.1).</summary>
/// <param name="ImprintAlgorithm">The hash function of the imprint.</param>
/// <param name="Imprint">The hash of the data to be stamped.</param>
/// <param name="Policy">The policy wanted, dotted, or <see langword="null"/> for the authority's choice.</param>
/// <param name="Nonce">The number that the token must repeat, or <see langword="null"/>.</param>
/// <param name="CertificateRequested">Whether the token is to contain the authority's certificate.</param>
/// <param name="HasCriticalExtensions">Whether it has an extension that may not be passed over; none is known here.</param>
internal sealed record TimestampRequest(
    AlgorithmIdentifier ImprintAlgorithm,
    ReadOnlyMemory<byte> Imprint,
    string? Policy,
    BigInteger? Nonce,
    bool CertificateRequested,
    bool HasCriticalExtensions)
{
    /// <summary>Builds a request in DER.</summary>
    /// <param name="imprint">The hash of the data to be stamped.</param>
    /// <param name="hash">Its hash function.</param>
    /// <param name="nonce">Random bytes, read as one positive number; empty for none.</param>
    /// <param name="policy">The policy wanted, dotted, or <see langword="null"/>.</param>
    /// <param name="certificateRequested">Whether the token is to contain the authority's certificate.</param>
    internal static byte[] Build(ReadOnlySpan<byte> imprint, HashAlgorithmName hash, ReadOnlySpan<byte> nonce, string? policy = null, bool certificateRequested = true)
    {
        if (imprint.Length != Digests.Size(hash))
        {
            throw new ArgumentException($"The imprint has {imprint.Length} bytes, not those of {hash.Name}.", nameof(imprint));
        }
        var writer = new AsnWriter(AsnEncodingRules.DER, initialCapacity: 128);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Digests.ToOid(hash));
                    writer.WriteNull(); // what authorities in the field expect; RFC 3161 leaves it open
                }
                writer.WriteOctetString(imprint);
            }
            if (policy is not null)
            {
                writer.WriteObjectIdentifier(policy);
            }
            if (!nonce.IsEmpty)
            {
                writer.WriteInteger(ToNonce(nonce));
            }
            if (certificateRequested)
            {
                writer.WriteBoolean(true);
            }
        }
        return writer.Encode();
    }

    /// <summary>The number that these random bytes stand for in a request, to compare with <see cref="TimestampToken.Nonce"/>.</summary>
    internal static BigInteger ToNonce(ReadOnlySpan<byte> nonce) => new(nonce, isUnsigned: true, isBigEndian: true);

    /// <exception cref="CmsException">Not a request that can be read.</exception>
    internal static TimestampRequest Parse(ReadOnlyMemory<byte> request) => BerReader.Parse(request, "A time-stamp request", Read);

    private static TimestampRequest Read(ReadOnlyMemory<byte> request)
    {
        AsnReader outer = BerReader.Open(request);
        AsnReader sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!sequence.TryReadInt32(out int version) || version != 1)
        {
            throw new CmsException(CmsProblem.Unsupported, "The time-stamp request has an unknown version.");
        }
        AsnReader imprint = sequence.ReadSequence();
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(imprint);
        ReadOnlyMemory<byte> value = imprint.ReadOctets();
        imprint.ThrowIfNotEmpty();
        string? policy = sequence.NextIs(UniversalTagNumber.ObjectIdentifier) ? sequence.ReadOid() : null;
        BigInteger? nonce = sequence.NextIs(UniversalTagNumber.Integer)
            ? new BigInteger(sequence.ReadIntegerBytes().Span, isUnsigned: false, isBigEndian: true)
            : null;
        bool certificate = sequence.NextIs(UniversalTagNumber.Boolean) && sequence.ReadBoolean();
        bool critical = sequence.NextIs(0) && HasCritical(sequence.ReadSequence(BerReader.Context(0)));
        sequence.ThrowIfNotEmpty();
        return new TimestampRequest(algorithm, value, policy, nonce, certificate, critical);
    }

    private static bool HasCritical(AsnReader extensions)
    {
        bool critical = false;
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            extension.ReadOid();
            critical |= extension.NextIs(UniversalTagNumber.Boolean) && extension.ReadBoolean();
        }
        return critical;
    }
}
