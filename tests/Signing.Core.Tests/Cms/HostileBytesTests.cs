using Signing.Core.Cms;
using Xunit;

namespace Signing.Core.Tests.Cms;

/// <summary>Whatever the bytes, reading them ends in a value or in <see cref="CmsException"/>, and no change goes unseen.</summary>
public sealed class HostileBytesTests
{
    private static readonly byte[] Signature = Samples.Sign(SignatureAlgorithm.EcdsaSha256, token: Samples.Stamp(Samples.Content));

    private static readonly Dictionary<string, (byte[] Sample, Action<byte[]> Read)> Structures = new()
    {
        ["signature, DER"] = (Signature, CheckSignature),
        ["signature, BER"] = (BerForm.Of(Signature), CheckSignature),
        ["time-stamp token"] = (Samples.Stamp(Samples.Content), CheckToken),
        ["time-stamp request"] = (TimestampRequest.Build(new byte[32], System.Security.Cryptography.HashAlgorithmName.SHA256, [1, 2, 3], "1.2.3"), static bytes => TimestampRequest.Parse(bytes)),
        ["time-stamp response"] = (TimestampResponse.Grant(Samples.Stamp(Samples.Content)), static bytes => TimestampResponse.Parse(bytes)),
        ["time-stamp refusal"] = (TimestampResponse.Refuse(TimestampFailure.BadRequest, "No."), static bytes => TimestampResponse.Parse(bytes)),
        ["certificate"] = (TestKey.Rsa.Certificate.ToArray(), static bytes => SignatureVerifier.MaxSignatureLength(CertificateFields.Parse(bytes).SubjectPublicKeyInfo.Span)),
        ["PSS parameters"] = (Convert.FromHexString("304106092A864886F70D01010A3034A00F300D06096086480165030402010500A11C301A06092A864886F70D010108300D06096086480165030402010500A203020120"),
            static bytes => SignatureMethod.From(AlgorithmIdentifier.Parse(bytes))),
    };

    public static TheoryData<string> StructureNames => [.. Structures.Keys];

    [Theory]
    [MemberData(nameof(StructureNames))]
    public void Read_EachByteChanged_EndsInAValueOrCmsException(string name)
    {
        (byte[] sample, Action<byte[]> read) = Structures[name];
        byte[] changed = [.. sample];
        for (int i = 0; i < sample.Length; i++)
        {
            foreach (byte mask in (byte[])[0x01, 0x20, 0x80, 0xFF])
            {
                changed[i] = (byte)(sample[i] ^ mask);
                Tolerate(() => read(changed), $"byte {i} ^ {mask:X2}");
            }
            changed[i] = sample[i];
        }
    }

    [Theory]
    [MemberData(nameof(StructureNames))]
    public void Read_CutAtEachByte_EndsInAValueOrCmsException(string name)
    {
        (byte[] sample, Action<byte[]> read) = Structures[name];
        for (int i = 0; i < sample.Length; i++)
        {
            Tolerate(() => read(sample[..i]), $"cut at {i}");
        }
    }

    [Theory]
    [MemberData(nameof(StructureNames))]
    public void Read_EachByteLeftOutOrDoubled_EndsInAValueOrCmsException(string name)
    {
        (byte[] sample, Action<byte[]> read) = Structures[name];
        for (int i = 0; i < sample.Length; i++)
        {
            Tolerate(() => read([.. sample[..i], .. sample[(i + 1)..]]), $"without byte {i}");
            Tolerate(() => read([.. sample[..i], sample[i], .. sample[i..]]), $"byte {i} twice");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_BytesAtRandom_EndsInAValueOrCmsException(int seed)
    {
        var random = new Random(seed);
        byte[][] samples = [.. Structures.Values.Select(static s => s.Sample)];
        for (int round = 0; round < 600; round++)
        {
            byte[] bytes = [.. samples[round % samples.Length]];
            for (int changes = random.Next(1, 8); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            foreach ((byte[] _, Action<byte[]> read) in Structures.Values)
            {
                Tolerate(() => read(bytes), $"seed {seed}, round {round}");
            }
        }
    }

    // What a signature covers, it covers wholly: a change that is not in certificates, unsigned attributes or the
    // outer encoding leaves a finding or a failure.
    [Fact]
    public void Check_EachByteOfTheSignedPartsChanged_IsSeen()
    {
        byte[] sample = Samples.Sign(SignatureAlgorithm.RsaPkcs1Sha256);
        CmsSignerInfo signer = CmsSignedData.Parse(sample).Signers[0];
        byte[] attributes = signer.SignedAttributesDer!.Value.ToArray();
        int start = sample.AsSpan().IndexOf(attributes.AsSpan(1));
        int value = sample.AsSpan().IndexOf(signer.SignatureValue.Span);

        foreach (int i in (int[])[.. Enumerable.Range(start, attributes.Length - 1), .. Enumerable.Range(value, signer.SignatureValue.Length)])
        {
            byte[] changed = [.. sample];
            changed[i] ^= 0x01;
            CmsCheck? check = null;
            Tolerate(() => check = Samples.Check(changed, SignatureAlgorithm.RsaPkcs1Sha256), $"byte {i}");
            Assert.True(check is null or { Intact: not true }, $"byte {i}");
        }
    }

    private static void CheckSignature(byte[] bytes)
    {
        CmsSignedData cms = CmsSignedData.Parse(bytes);
        foreach (CmsSignerInfo signer in cms.Signers)
        {
            signer.Check(Samples.Digest(SignatureAlgorithm.EcdsaSha256), signer.FindCertificate(cms.Certificates) ?? TestKey.P256.Certificate);
            foreach (ReadOnlyMemory<byte> token in signer.SignatureTimestamps)
            {
                TimestampToken.Parse(token);
            }
        }
    }

    private static void CheckToken(byte[] bytes)
    {
        TimestampToken token = TimestampToken.Parse(bytes);
        token.Covers(Samples.Content);
        token.Check(TestKey.TimestampAuthority.Certificate);
    }

    private static void Tolerate(Action read, string what)
    {
        try
        {
            read();
        }
        catch (CmsException)
        {
        }
        catch (Exception exception)
        {
            Assert.Fail($"{what}: {exception}");
        }
    }
}
