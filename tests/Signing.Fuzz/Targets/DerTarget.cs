using System.Formats.Asn1;
using System.Security.Cryptography;
using Signing.Core.Cms;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Signing.Fuzz.Mutation;
using Signing.Fuzz.Seeds;

namespace Signing.Fuzz.Targets;

/// <summary>Reads signatures, time-stamps, certificates, CRLs, OCSP answers. The first byte of an input says as what.</summary>
internal sealed class DerTarget : FuzzTarget
{
    private static readonly byte[] Data = "data"u8.ToArray();

    private static readonly Action<ReadOnlyMemory<byte>>[] Readers =
    [
        static der => ReadSignature(der, SignatureKind.Signature),
        static der => ReadSignature(der, SignatureKind.DocumentTimestamp),
        static der => _ = TimestampResponse.Parse(der).ToString(),
        static der => _ = TimestampRequest.Parse(der).ToString(),
        ReadCertificate,
        static der => Judge([], [CrlProof.Parse(der)]),
        static der => Judge([OcspProof.Parse(der)], []),
        ReadName,
        ReadAlgorithm,
        VerifyWith,
    ];

    internal override string Name => "der";

    internal override IMutator Mutator { get; } = new DerMutator();

    internal override bool Expects(Exception exception) => exception is CmsException or CertificateException;

    internal override IEnumerable<byte[]> Seeds()
    {
        byte[] token = SeedPki.Stamp(Data);
        byte[] attributes = SignedAttributes.Build(SHA256.HashData(Data), SeedPki.Key.Certificate.RawDataMemory, HashAlgorithmName.SHA256);
        byte[] value = SeedPki.Key.SignDataAsync(attributes, Core.SignatureAlgorithm.RsaPkcs1Sha256).AsTask().GetAwaiter().GetResult();
        ReadOnlyMemory<byte>[] path = [SeedPki.Key.Certificate.RawDataMemory, SeedPki.RootDer];
        yield return [0, .. CmsWriter.Write(attributes, Core.SignatureAlgorithm.RsaPkcs1Sha256, value, path)];
        yield return [0, .. CmsWriter.Write(attributes, Core.SignatureAlgorithm.RsaPkcs1Sha256, value, path, token)];
        yield return [1, .. token];
        yield return [2, .. TimestampResponse.Grant(token)];
        yield return [2, .. TimestampResponse.Refuse(TimestampFailure.BadRequest, "No.")];
        yield return [3, .. TimestampRequest.Build(SHA256.HashData(Data), HashAlgorithmName.SHA256, [1, 2, 3], "1.2.3")];
        yield return [4, .. path[0].Span];
        yield return [4, .. SeedPki.RootDer.Span];
        yield return [4, .. SeedPki.TsaDer.Span];
        yield return [5, .. SeedPki.Crl];
        yield return [6, .. SeedPki.Ocsp];
        yield return [7, .. Certificate.Parse(SeedPki.RootDer).Subject.Der.Span];
        yield return [8, .. Convert.FromHexString("304106092A864886F70D01010A3034A00F300D06096086480165030402010500A11C301A06092A864886F70D010108300D06096086480165030402010500A203020120")];
        yield return [8, .. Convert.FromHexString("300A06082A8648CE3D040302")];
        yield return [9, .. Certificate.Parse(SeedPki.RootDer).SubjectPublicKeyInfo.Span];
        foreach (string key in (string[])["3059301306072A8648CE3D020106082A8648CE3D030107034200046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C2964FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5", "302A300506032B6570032100D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A"])
        {
            yield return [9, .. Convert.FromHexString(key)];
        }
    }

    // Nothing here is on a budget, so that what it costs is in proportion to what came.
    internal override long AllocationLimit(int inputLength) => (8L << 20) + (200L * inputLength);

    internal override void Run(byte[] input)
    {
        if (input.Length > 0)
        {
            Readers[input[0] % Readers.Length](input.AsMemory(1));
        }
    }

    private static void ReadSignature(ReadOnlyMemory<byte> der, SignatureKind kind)
    {
        SignatureContents contents = SignatureContents.Read(der, kind);
        _ = (contents.Timestamps.Count, contents.ContentTimestamps.Count);
        if (contents.Cms is not { } cms)
        {
            return;
        }
        _ = (cms.OcspResponses.Count, cms.Crls.Count);
        foreach (CmsSignerInfo signer in cms.Signers)
        {
            signer.Check(SHA256.HashData(Data), signer.FindCertificate(cms.Certificates) ?? SeedPki.RootDer);
        }
        contents.Token?.Check(SeedPki.TsaDer);
        _ = contents.Token?.Covers(Data);
    }

    /// <summary>A name is read as a part of something whose reader turns the platform's exception into its own.</summary>
    private static void ReadName(ReadOnlyMemory<byte> der)
    {
        try
        {
            _ = DistinguishedName.Parse(der).ToString();
        }
        catch (AsnContentException)
        {
        }
    }

    private static void ReadCertificate(ReadOnlyMemory<byte> der)
    {
        Certificate certificate = Certificate.Parse(der);
        Certificate[] pool = [certificate, Certificate.Parse(SeedPki.RootDer)];
        foreach (PathPurpose purpose in Enum.GetValues<PathPurpose>())
        {
            PathValidator.Validate(certificate, pool, SeedPki.Trust, FixedTime.Now, purpose);
            PathValidator.Validate(Certificate.Parse(SeedPki.Key.Certificate.RawDataMemory), pool, SeedPki.Trust, FixedTime.Now, purpose);
        }
        VerifyWith(certificate.SubjectPublicKeyInfo);
    }

    private static void Judge(OcspProof[] answers, CrlProof[] lists)
    {
        Certificate signer = Certificate.Parse(SeedPki.Key.Certificate.RawDataMemory);
        Certificate root = Certificate.Parse(SeedPki.RootDer);
        RevocationJudge.Judge(signer, root, new RevocationContext(new RevocationData(answers, lists), [signer, root], SeedPki.Trust, FixedTime.Now, FixedTime.Now), root);
    }

    private static void ReadAlgorithm(ReadOnlyMemory<byte> der)
    {
        if (SignatureMethod.From(AlgorithmIdentifier.Parse(der)) is { } method)
        {
            SignatureVerifier.VerifyHash(Certificate.Parse(SeedPki.RootDer).SubjectPublicKeyInfo.Span, method, SHA256.HashData(Data), new byte[256]);
        }
    }

    /// <summary>The bytes as a key.</summary>
    private static void VerifyWith(ReadOnlyMemory<byte> key)
    {
        foreach (Core.SignatureAlgorithm algorithm in (Core.SignatureAlgorithm[])[Core.SignatureAlgorithm.RsaPkcs1Sha256, Core.SignatureAlgorithm.RsaPssSha256, Core.SignatureAlgorithm.EcdsaSha256, Core.SignatureAlgorithm.Ed25519])
        {
            SignatureVerifier.Verify(key.Span, algorithm, Data, new byte[SignatureVerifier.MaxSignatureLength(key.Span) ?? 64]);
        }
    }
}
