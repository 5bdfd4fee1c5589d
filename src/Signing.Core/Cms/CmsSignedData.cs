using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>
/// A SignedData inside its ContentInfo (RFC 5652, 3 and 5), read from DER or from BER with indefinite lengths, with
/// zeros or other bytes after it.
/// </summary>
internal sealed class CmsSignedData
{
    private const int MaxSigners = 32;

    private CmsSignedData()
    {
    }

    internal int Version { get; private set; }

    /// <summary>What the signed content is; for a PDF signature id-data.</summary>
    internal string ContentType { get; private set; } = "";

    /// <summary>The content, where it is inside the structure; a PDF signature's is not.</summary>
    internal ReadOnlyMemory<byte>? EncapsulatedContent { get; private set; }

    internal IReadOnlyList<AlgorithmIdentifier> DigestAlgorithms { get; private set; } = [];

    /// <summary>Certificates as encoded, in the order of the structure.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; private set; } = [];

    /// <summary>CRLs as encoded, from wherever the structure may hold them.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Crls { get; private set; } = [];

    /// <summary>OCSPResponse structures as encoded, from wherever the structure may hold them.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> OcspResponses { get; private set; } = [];

    internal IReadOnlyList<CmsSignerInfo> Signers { get; private set; } = [];

    /// <summary>The structure's own bytes, without what follows it.</summary>
    internal ReadOnlyMemory<byte> Encoding { get; private set; }

    internal TrailingBytes TrailingBytes { get; private set; }

    /// <summary>What is wrong about the structure as a whole; each signer's check contains it.</summary>
    internal CmsFindings Findings { get; private set; }

    /// <param name="contents">The structure, and what follows it in <c>/Contents</c>.</param>
    /// <exception cref="CmsException">Not a SignedData that can be read.</exception>
    internal static CmsSignedData Parse(ReadOnlyMemory<byte> contents) => BerReader.Parse(contents, "A CMS signature", Read);

    private static CmsSignedData Read(ReadOnlyMemory<byte> contents)
    {
        AsnReader outer = BerReader.Open(contents);
        ReadOnlyMemory<byte> encoding = outer.ReadEncodedValue();
        ReadOnlySpan<byte> rest = contents.Span[encoding.Length..];
        AsnReader contentInfo = BerReader.Open(encoding).ReadSequence();
        if (contentInfo.ReadOid() != Oids.SignedData)
        {
            throw new CmsException(CmsProblem.WrongContentType, "The CMS structure is not SignedData.");
        }
        AsnReader wrapper = contentInfo.ReadSequence(BerReader.Context(0));
        contentInfo.ThrowIfNotEmpty();
        AsnReader body = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();

        var signedData = new CmsSignedData
        {
            Encoding = encoding,
            TrailingBytes = rest.IsEmpty ? TrailingBytes.None : rest.ContainsAnyExcept((byte)0) ? TrailingBytes.Other : TrailingBytes.Zeros,
        };
        signedData.ReadBody(body);
        return signedData;
    }

    private void ReadBody(AsnReader body)
    {
        Version = body.TryReadInt32(out int version) ? version : -1;
        DigestAlgorithms = [.. body.ReadSetOf().ReadElements().Select(AlgorithmIdentifier.Parse)];
        ReadContent(body.ReadSequence());

        var proofs = new RevocationValues();
        bool unknown = Version is < 1 or > 5;
        if (body.NextIs(0))
        {
            List<ReadOnlyMemory<byte>> choices = body.ReadSetOf(BerReader.Context(0)).ReadElements();
            Certificates = [.. choices.Where(IsSequence)];
            unknown |= Certificates.Count != choices.Count; // attribute certificates and other formats
        }
        if (body.NextIs(1))
        {
            unknown |= !proofs.TakeRevocationInfoChoices(body.ReadSetOf(BerReader.Context(1)).ReadElements());
        }
        List<ReadOnlyMemory<byte>> signers = body.ReadSetOf().ReadElements();
        body.ThrowIfNotEmpty();
        if (signers.Count > MaxSigners)
        {
            throw new CmsException(CmsProblem.TooLarge, $"The CMS structure has {signers.Count} signers.");
        }
        Signers = [.. signers.Select(signer => CmsSignerInfo.Read(signer, this))];
        TakeAttributeValues(proofs);
        Crls = proofs.Crls;
        OcspResponses = proofs.OcspResponses;
        Findings = Describe(unknown);
    }

    private void ReadContent(AsnReader content)
    {
        ContentType = content.ReadOid();
        if (content.NextIs(0))
        {
            AsnReader wrapper = content.ReadSequence(BerReader.Context(0));
            EncapsulatedContent = wrapper.ReadOctets();
            wrapper.ThrowIfNotEmpty();
        }
        content.ThrowIfNotEmpty();
    }

    private void TakeAttributeValues(RevocationValues proofs)
    {
        foreach (CmsSignerInfo signer in Signers)
        {
            foreach (ReadOnlyMemory<byte> value in signer.Facts.RevocationInfo)
            {
                proofs.TakeAdobe(value);
            }
            foreach (ReadOnlyMemory<byte> value in signer.UnsignedValues(Oids.RevocationValues))
            {
                proofs.TakeCades(value);
            }
            foreach (ReadOnlyMemory<byte> value in signer.UnsignedValues(Oids.CertificateValues))
            {
                Certificates = [.. Certificates, .. RevocationValues.ReadCertificates(value)];
            }
        }
    }

    private CmsFindings Describe(bool unknown)
    {
        CmsFindings findings = unknown ? CmsFindings.UnknownElement : CmsFindings.None;
        findings |= TrailingBytes == TrailingBytes.Other ? CmsFindings.TrailingBytes : CmsFindings.None;
        findings |= ContentType == Oids.Data ? CmsFindings.None : CmsFindings.ContentTypeNotData;
        findings |= EncapsulatedContent is null ? CmsFindings.None : CmsFindings.EncapsulatedContent;
        return findings | Signers.Count switch
        {
            0 => CmsFindings.SignerMissing,
            1 => CmsFindings.None,
            _ => CmsFindings.SeveralSigners,
        };
    }

    private static bool IsSequence(ReadOnlyMemory<byte> encoding) => encoding.Span[0] == 0x30;
}
