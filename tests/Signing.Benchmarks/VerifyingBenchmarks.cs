using BenchmarkDotNet.Attributes;
using Signing.Core.Creation;

namespace Signing.Benchmarks;

/// <summary>One verification online, with revocation known from before.</summary>
public class VerifyingBenchmarks
{
    private Workshop _workshop = null!;
    private byte[] _plain = [];
    private byte[] _stamped = [];

    [Params(50_000, 1_000_000, 100_000_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _workshop = await Workshop.Shared.Value;
        byte[] document = Workshop.Document(Bytes);
        _plain = await _workshop.SignAsync(document, _workshop.FileKey);
        _stamped = await _workshop.SignAsync(document, _workshop.FileKey, PadesLevel.BaselineT);
    }

    [Benchmark]
    public Task BaselineB() => _workshop.VerifyAsync(_plain);

    [Benchmark]
    public Task BaselineT() => _workshop.VerifyAsync(_stamped);
}
