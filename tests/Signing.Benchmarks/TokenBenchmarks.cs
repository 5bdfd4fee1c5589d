using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Signing.Core;

namespace Signing.Benchmarks;

/// <summary>The token itself, the key seam over it, and a whole signature of 50 kB.</summary>
public class TokenBenchmarks
{
    private readonly byte[] _data = RandomNumberGenerator.GetBytes(150);
    private Workshop _workshop = null!;
    private byte[] _document = [];

    [GlobalSetup]
    public async Task Setup()
    {
        _workshop = await Workshop.Shared.Value;
        _document = Workshop.Document(50_000);
    }

    [Benchmark(Baseline = true)]
    public void RawToken() => _workshop.Raw!.Sign(_data);

    [Benchmark]
    public async Task<byte[]> SigningKey() => await _workshop.TokenKey!.SignDataAsync(_data, SignatureAlgorithm.RsaPkcs1Sha256);

    [Benchmark]
    public Task<byte[]> Document() => _workshop.SignAsync(_document, _workshop.TokenKey!);
}
