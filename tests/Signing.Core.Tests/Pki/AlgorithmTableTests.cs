using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Signing.Core.Cms;
using Signing.Core.Pki;
using Xunit;

namespace Signing.Core.Tests.Pki;

public sealed class AlgorithmTableTests
{
    private static readonly AlgorithmTable Table = AlgorithmTable.Default;

    [Theory]
    [InlineData("SHA1", "2012-07-31T23:59:59Z", true)]
    [InlineData("SHA1", "2012-08-01T00:00:00Z", false)]
    [InlineData("SHA256", "2060-01-01T00:00:00Z", true)]
    [InlineData("SHA3-512", "2060-01-01T00:00:00Z", true)]
    [InlineData("MD5", "1999-01-01T00:00:00Z", false)]
    public void AHashCountsUntilItsEnd(string hash, string at, bool counts) =>
        Assert.Equal(counts, Table.Judge(new HashAlgorithmName(hash), DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)) is null);

    [Theory]
    [InlineData("RSA", 512, "2000-01-01", false)]
    [InlineData("RSA", 1024, "2019-09-30", true)]
    [InlineData("RSA", 1899, "2019-10-01", false)]
    [InlineData("RSA", 2048, "2028-12-31", true)]
    [InlineData("RSA", 2999, "2029-01-01", false)]
    [InlineData("RSA", 3072, "2060-01-01", true)]
    [InlineData("EC", 224, "2021-10-01", false)]
    [InlineData("EC", 256, "2060-01-01", true)]
    [InlineData("EC", 528, "2060-01-01", true)]
    [InlineData("Ed25519", 256, "2060-01-01", true)]
    [InlineData("DSA", 2048, "2029-01-01", false)]
    [InlineData("", 0, "2000-01-01", false)]
    public void AKeyCountsByTheGreatestSizeItReaches(string kind, int bits, string at, bool counts) =>
        Assert.Equal(counts, Table.Judge(new PublicKeySize(kind, bits), Utc(at)) is null);

    [Fact]
    public void AWeaknessSaysWhatAndSinceWhen()
    {
        AlgorithmWeakness weakness = Table.Judge(new PublicKeySize("RSA", 1024), Utc("2026-01-01"))!;
        Assert.Equal(("RSA-1024", Utc("2019-10-01")), (weakness.Name, weakness.Until));
        Assert.Null(Table.Judge(HashAlgorithmName.MD5, Utc("2026-01-01"))!.Until);
    }

    [Fact]
    public void ASignatureCountsWhileHashSchemeAndKeyDo()
    {
        Certificate signer = TestEntity.Root("Signer").Certificate;
        var method = SignatureMethod.From(SignatureAlgorithm.EcdsaSha256);
        Assert.Null(Table.Judge(method, signer, Utc("2060-01-01")));
        Assert.Equal("SHA-1", Table.Judge(method with { Hash = HashAlgorithmName.SHA1 }, signer, Utc("2026-01-01"))!.Name);
        Assert.Equal("SHA-1", Table.Judge(method with { MaskHash = HashAlgorithmName.SHA1 }, signer, Utc("2026-01-01"))!.Name);
        Assert.Equal("RSA", Table.Judge(SignatureMethod.From(SignatureAlgorithm.RsaPkcs1Sha256), signer, Utc("2029-01-01"))!.Name);
        AlgorithmTable longerKeys = Table with { Keys = [new("EC", 320, null)] };
        Assert.Equal("EC-256", longerKeys.Judge(method, signer, Utc("2026-01-01"))!.Name);
        Assert.NotNull(Table.Judge(null, signer, Utc("2026-01-01")));
    }

    [Fact]
    public void TheTableIsReadableJson()
    {
        string json = Table.ToJson();
        AlgorithmTable read = AlgorithmTable.FromJson(json);
        Assert.Equal(json, read.ToJson());
        Assert.Equal(Table.Keys, read.Keys);
        Assert.Contains("\"name\": \"SHA-1\"", json, StringComparison.Ordinal);
        Assert.Contains("\"until\": \"2012-08-01T00:00:00", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "name": "x", "hashes": [null], "schemes": [], "keys": [] }""")]
    [InlineData("""{ "name": "x", "hashes": null, "schemes": [], "keys": [] }""")]
    [InlineData("""{ "name": "x", "hashes": [], "schemes": [], "keys": [], "kyes": [] }""")]
    public void WhatIsNoTableIsRefused(string json) => Assert.Throws<JsonException>(() => AlgorithmTable.FromJson(json));

    private static DateTimeOffset Utc(string date) => DateTimeOffset.Parse(date + "T00:00:00Z", CultureInfo.InvariantCulture);
}
