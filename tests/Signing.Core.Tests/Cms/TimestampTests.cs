using System.Security.Cryptography;
using Signing.Core.Cms;
using Xunit;

namespace Signing.Core.Tests.Cms;

public sealed class TimestampTests
{
    private static readonly byte[] Data = "data to be stamped"u8.ToArray();
    private static readonly byte[] Nonce = [0x00, 0x91, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07];

    [Fact]
    public void Parse_OwnToken_SaysWhatItSays()
    {
        TimestampToken token = TimestampToken.Parse(Samples.Stamp(Data));

        Assert.Equal(Samples.Time, token.GenTime);
        Assert.Equal("1.2.3.4.5", token.Policy);
        Assert.Equal(HashAlgorithmName.SHA256, token.ImprintHash);
        Assert.Equal(new byte[] { 77 }, token.SerialNumber.ToArray());
        Assert.Equal(TimeSpan.FromMicroseconds(1_500_250), token.Accuracy);
        Assert.True(token.Ordering);
        Assert.Equal(0x8000000000000001, token.Nonce);
        Assert.True(token.Matches(SHA256.HashData(Data)));
        Assert.True(token.Covers(Data));
        Assert.False(token.Covers([.. Data, 0]));
        CmsCheck check = token.Check(token.Signer.FindCertificate(token.Cms.Certificates)!.Value);
        Assert.Equal((CmsFindings.None, true), (check.Findings, check.Intact));
    }

    [Theory]
    [InlineData("20261123083015Z", 0)]
    [InlineData("20261123083015.5Z", 500_000)]
    [InlineData("20261123083015.123456Z", 123_456)]
    [InlineData("20261123083015.120Z", 120_000)] // not DER, but authorities send it
    public void Parse_GenTime_KeepsItsFraction(string time, int microseconds) =>
        Assert.Equal(Samples.Time.AddMicroseconds(microseconds), TimestampToken.Parse(Samples.Stamp(Data, time: time)).GenTime);

    [Theory]
    [InlineData("20261123083015")]
    [InlineData("20261123083015+0700")]
    [InlineData("20261123083060Z0Z")]
    [InlineData("20260230083015Z")]
    [InlineData("Z")]
    public void Parse_GenTimeThatIsNoTimeInUtc_Throws(string time) =>
        Assert.Throws<CmsException>(() => TimestampToken.Parse(Samples.Stamp(Data, time: time)));

    [Fact]
    public void WriteTimestampToken_IsAcceptedByOpenSsl()
    {
        using var openssl = new OpenSsl();
        openssl.Write("data", Data);
        openssl.Write("token.der", Samples.Stamp(Data));
        openssl.Write("response.der", TimestampResponse.Grant(Samples.Stamp(Data)));
        openssl.Write("bare.der", Samples.Stamp(Data, withCertificate: false));
        openssl.WriteCertificate("tsa.pem", TestKey.TimestampAuthority.Certificate);

        openssl.Succeed("ts", "-verify", "-data", "data", "-in", "token.der", "-token_in", "-CAfile", "tsa.pem");
        openssl.Succeed("ts", "-verify", "-data", "data", "-in", "response.der", "-CAfile", "tsa.pem");
        openssl.Succeed("ts", "-verify", "-data", "data", "-in", "bare.der", "-token_in", "-CAfile", "tsa.pem", "-untrusted", "tsa.pem");
    }

    [Fact]
    public void Exchange_WithOpenSslAsAuthority_Agrees()
    {
        using var openssl = new OpenSsl();
        openssl.Write("request.tsq", TimestampRequest.Build(SHA256.HashData(Data), HashAlgorithmName.SHA256, Nonce));
        MakeAuthority(openssl);

        openssl.Succeed("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out", "response.tsr");
        TimestampResponse response = TimestampResponse.Parse(openssl.Read("response.tsr"));

        Assert.True(response.IsGranted);
        TimestampToken token = TimestampToken.Parse(response.Token!.Value);
        Assert.True(token.Covers(Data));
        Assert.Equal(TimestampRequest.ToNonce(Nonce), token.Nonce);
        Assert.Equal("1.2.3.4.1", token.Policy);
        Assert.NotNull(token.Accuracy);
        ReadOnlyMemory<byte>? certificate = token.Signer.FindCertificate(token.Cms.Certificates);
        CmsCheck check = token.Check(certificate!.Value);
        Assert.Equal((CmsFindings.None, true), (check.Findings, check.Intact));
    }

    [Fact]
    public void Exchange_PolicyThatOpenSslDoesNotOffer_IsRefusedWithReason()
    {
        using var openssl = new OpenSsl();
        openssl.Write("request.tsq", TimestampRequest.Build(SHA256.HashData(Data), HashAlgorithmName.SHA256, Nonce, "1.9.9"));
        MakeAuthority(openssl);

        openssl.Succeed("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out", "response.tsr");
        TimestampResponse response = TimestampResponse.Parse(openssl.Read("response.tsr"));

        Assert.False(response.IsGranted);
        Assert.Equal(TimestampStatus.Rejection, response.Status);
        Assert.Equal(TimestampFailure.UnacceptedPolicy, response.Failure);
        Assert.NotEmpty(response.StatusText);
        Assert.Null(response.Token);
    }

    [Fact]
    public void ParseRequest_OfOpenSsl_SaysWhatItSays()
    {
        using var openssl = new OpenSsl();
        openssl.Write("data", Data);
        openssl.Succeed("ts", "-query", "-data", "data", "-sha384", "-tspolicy", "1.2.3.4.1", "-cert", "-out", "request.tsq");

        TimestampRequest request = TimestampRequest.Parse(openssl.Read("request.tsq"));

        Assert.Equal(HashAlgorithmName.SHA384, Digests.From(request.ImprintAlgorithm));
        Assert.Equal(SHA384.HashData(Data), request.Imprint.ToArray());
        Assert.Equal("1.2.3.4.1", request.Policy);
        Assert.True(request.CertificateRequested);
        Assert.NotNull(request.Nonce);
        Assert.False(request.HasCriticalExtensions);
    }

    [Fact]
    public void Build_ThenParse_IsTheSame()
    {
        byte[] request = TimestampRequest.Build(SHA512.HashData(Data), HashAlgorithmName.SHA512, Nonce, "1.2.3", certificateRequested: false);

        TimestampRequest parsed = TimestampRequest.Parse(request);

        Assert.Equal(SHA512.HashData(Data), parsed.Imprint.ToArray());
        Assert.Equal(("1.2.3", TimestampRequest.ToNonce(Nonce), false), (parsed.Policy, parsed.Nonce, parsed.CertificateRequested));
    }

    [Fact]
    public void Refuse_ThenParse_IsTheSameAndOpenSslReadsIt()
    {
        byte[] refusal = TimestampResponse.Refuse(TimestampFailure.TimeNotAvailable, "The clock is wrong.");
        using var openssl = new OpenSsl();
        openssl.Write("response.tsr", refusal);

        TimestampResponse response = TimestampResponse.Parse(refusal);
        string text = openssl.Succeed("ts", "-reply", "-in", "response.tsr", "-text");

        Assert.Equal((TimestampStatus.Rejection, TimestampFailure.TimeNotAvailable, "The clock is wrong."), (response.Status, response.Failure, response.StatusText));
        Assert.Contains("time source is not available", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SignatureThatIsNoToken_Throws()
    {
        CmsException exception = Assert.Throws<CmsException>(() => TimestampToken.Parse(Samples.Sign(SignatureAlgorithm.RsaPkcs1Sha256)));

        Assert.Equal(CmsProblem.WrongContentType, exception.Problem);
    }

    [Fact]
    public void Parse_TokenWithTwoSigners_Throws()
    {
        byte[] info = TimestampToken.Parse(Samples.Stamp(Data)).Cms.EncapsulatedContent!.Value.ToArray();
        var forge = new Forge { ContentType = Oids.TstInfo, Content = info, Signers = 2 };

        Assert.Throws<CmsException>(() => TimestampToken.Parse(forge.Write()));
    }

    [Fact]
    public void Check_OtherInfoUnderTheSameSignature_IsDigestMismatch()
    {
        byte[] first = Samples.Stamp(Data), second = Samples.Stamp("other data"u8.ToArray());
        byte[] firstInfo = TimestampToken.Parse(first).Cms.EncapsulatedContent!.Value.ToArray();
        byte[] secondInfo = TimestampToken.Parse(second).Cms.EncapsulatedContent!.Value.ToArray();
        byte[] swapped = [.. first];
        secondInfo.CopyTo(swapped.AsSpan(swapped.AsSpan().IndexOf(firstInfo)));

        CmsCheck check = TimestampToken.Parse(swapped).Check(TestKey.TimestampAuthority.Certificate);

        Assert.Equal(CmsFindings.DigestMismatch, check.Findings);
        Assert.False(check.Intact);
    }

    private static void MakeAuthority(OpenSsl openssl)
    {
        openssl.Write("tsa.cnf", """
            [tsa]
            default_tsa = tsa_default
            [tsa_default]
            serial = serial
            crypto_device = builtin
            signer_cert = tsa.pem
            certs = tsa.pem
            signer_key = tsa.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256, sha384, sha512
            accuracy = secs:1, millisecs:500, microsecs:100
            ess_cert_id_alg = sha256
            [req]
            distinguished_name = dn
            [dn]
            [ext]
            extendedKeyUsage = critical, timeStamping
            subjectKeyIdentifier = hash
            """);
        openssl.Write("serial", "01\n");
        openssl.Succeed("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem", "-subj", "/CN=TSA", "-days", "30", "-config", "tsa.cnf", "-extensions", "ext");
    }
}
