using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>A time-stamp token: TSTInfo inside SignedData (RFC 3161, 2.4.2).</summary>
internal sealed class TimestampToken
{
    // What a token must have where a PDF signature must not.
    private const CmsFindings Expected = CmsFindings.EncapsulatedContent | CmsFindings.ContentTypeNotData;

    private TimestampToken(CmsSignedData cms) => Cms = cms;

    internal CmsSignedData Cms { get; }

    /// <summary>The token's own bytes.</summary>
    internal ReadOnlyMemory<byte> Encoding => Cms.Encoding;

    /// <summary>The SHA-256 of <see cref="Encoding"/>, lower-case hex.</summary>
    internal string Sha256 => field ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.Span));

    /// <summary>The one signer; a token with none or several cannot be parsed.</summary>
    internal CmsSignerInfo Signer => Cms.Signers[0];

    /// <summary>The authority's policy, dotted.</summary>
    internal string Policy { get; private set; } = "";

    internal AlgorithmIdentifier ImprintAlgorithm { get; private set; } = null!;

    /// <summary>The hash function of the imprint, or <see langword="null"/> when it is unknown.</summary>
    internal HashAlgorithmName? ImprintHash { get; private set; }

    internal ReadOnlyMemory<byte> Imprint { get; private set; }

    /// <summary>The contents of the serial number's INTEGER, big-endian.</summary>
    internal ReadOnlyMemory<byte> SerialNumber { get; private set; }

    internal DateTimeOffset GenTime { get; private set; }

    /// <summary>How far the time may be off, either way; <see langword="null"/> when the token does not say.</summary>
    internal TimeSpan? Accuracy { get; private set; }

    internal bool Ordering { get; private set; }

    internal BigInteger? Nonce { get; private set; }

    /// <exception cref="CmsException">Not a time-stamp token that can be read.</exception>
    internal static TimestampToken Parse(ReadOnlyMemory<byte> bytes)
    {
        CmsSignedData cms = CmsSignedData.Parse(bytes);
        if (cms.ContentType != Oids.TstInfo || cms.EncapsulatedContent is not { } content)
        {
            throw new CmsException(CmsProblem.WrongContentType, "The CMS structure is not a time-stamp token.");
        }
        if (cms.Signers.Count != 1)
        {
            // RFC 3161, 2.4.2: no signature but the authority's.
            throw new CmsException(CmsProblem.Malformed, $"The time-stamp token has {cms.Signers.Count} signers.");
        }
        var token = new TimestampToken(cms);
        return BerReader.Parse(content, "TSTInfo", token.ReadInfo);
    }

    /// <summary>Whether the token is over data with this digest, made with <see cref="ImprintHash"/>.</summary>
    internal bool Matches(ReadOnlySpan<byte> digest) => ImprintHash is not null && Imprint.Span.SequenceEqual(digest);

    /// <summary>Whether the token is over this data; <see langword="null"/> when the imprint's hash function is unknown.</summary>
    internal bool? Covers(ReadOnlySpan<byte> data)
    {
        if (ImprintHash is not { } hash)
        {
            return null;
        }
        Span<byte> digest = stackalloc byte[Digests.MaxSize];
        return Matches(Digests.Hash(hash, data, digest));
    }

    /// <summary>Checks the token's own signature.</summary>
    /// <param name="signerCertificate">The authority's certificate, from <see cref="CmsSignerInfo.FindCertificate"/>.</param>
    internal CmsCheck Check(ReadOnlyMemory<byte> signerCertificate)
    {
        Span<byte> buffer = stackalloc byte[Digests.MaxSize];
        ReadOnlySpan<byte> digest = Signer.Digest is { } hash ? Digests.Hash(hash, Cms.EncapsulatedContent!.Value.Span, buffer) : default;
        CmsCheck check = Signer.Check(digest, signerCertificate);
        return check with { Findings = check.Findings & ~Expected };
    }

    private TimestampToken ReadInfo(ReadOnlyMemory<byte> content)
    {
        AsnReader outer = BerReader.Open(content);
        AsnReader info = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!info.TryReadInt32(out int version) || version != 1)
        {
            throw new CmsException(CmsProblem.Unsupported, "TSTInfo has an unknown version.");
        }
        Policy = info.ReadOid();
        AsnReader imprint = info.ReadSequence();
        ImprintAlgorithm = AlgorithmIdentifier.Read(imprint);
        ImprintHash = Digests.From(ImprintAlgorithm);
        Imprint = imprint.ReadOctets();
        imprint.ThrowIfNotEmpty();
        SerialNumber = info.ReadIntegerBytes();
        GenTime = Times.ReadGeneralized(info);
        if (info.NextIs(UniversalTagNumber.Sequence))
        {
            Accuracy = ReadAccuracy(info.ReadSequence());
        }
        if (info.NextIs(UniversalTagNumber.Boolean))
        {
            Ordering = info.ReadBoolean();
        }
        if (info.NextIs(UniversalTagNumber.Integer))
        {
            Nonce = new BigInteger(info.ReadIntegerBytes().Span, isUnsigned: false, isBigEndian: true);
        }
        if (info.NextIs(0))
        {
            info.ReadEncodedValue(); // tsa: a hint; the signer's certificate says who it is
        }
        if (info.NextIs(1))
        {
            RefuseCritical(info.ReadSequence(BerReader.Context(1)));
        }
        info.ThrowIfNotEmpty();
        return this;
    }

    private static TimeSpan ReadAccuracy(AsnReader accuracy)
    {
        long seconds = accuracy.NextIs(UniversalTagNumber.Integer) ? ReadPart(accuracy, null, int.MaxValue) : 0;
        long milliseconds = accuracy.NextIs(0) ? ReadPart(accuracy, BerReader.Context(0), 999) : 0;
        long microseconds = accuracy.NextIs(1) ? ReadPart(accuracy, BerReader.Context(1), 999) : 0;
        accuracy.ThrowIfNotEmpty();
        return TimeSpan.FromTicks((seconds * TimeSpan.TicksPerSecond) + (milliseconds * TimeSpan.TicksPerMillisecond) + (microseconds * TimeSpan.TicksPerMicrosecond));
    }

    private static int ReadPart(AsnReader accuracy, Asn1Tag? tag, int max) =>
        accuracy.TryReadInt32(out int value, tag) && value >= 0 && value <= max
            ? value
            : throw new CmsException(CmsProblem.Malformed, "The accuracy of TSTInfo is out of range.");

    /// <summary>No extension of TSTInfo is known here, so a critical one may not be passed over (RFC 5280, 4.2).</summary>
    private static void RefuseCritical(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            extension.ReadOid();
            if (extension.NextIs(UniversalTagNumber.Boolean) && extension.ReadBoolean())
            {
                throw new CmsException(CmsProblem.Unsupported, "TSTInfo has an unknown critical extension.");
            }
        }
    }
}
