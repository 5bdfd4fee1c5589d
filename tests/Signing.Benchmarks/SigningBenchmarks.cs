using BenchmarkDotNet.Attributes;
using Signing.Core.Creation;
using Signing.Core.Keys;

namespace Signing.Benchmarks;

/// <summary>One signature at B-B, RSA-2048, revocation known from before.</summary>
public class SigningBenchmarks
{
    private Workshop _workshop = null!;
    private byte[] _document = [];
    private string _input = "";
    private string _output = "";

    [Params(50_000, 1_000_000, 100_000_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _workshop = await Workshop.Shared.Value;
        _document = Workshop.Document(Bytes);
        _input = _workshop.Write("in.pdf", _document);
        _output = _workshop.PathOf("out.pdf");
    }

    [Benchmark]
    public Task FileKey_FileToFile() => SignFileAsync(_workshop.FileKey);

    [Benchmark]
    public Task TokenKey_FileToFile() => SignFileAsync(_workshop.TokenKey ?? throw new NotSupportedException("SoftHSM is not installed."));

    [Benchmark]
    public Task FileKey_MemoryToMemory() => _workshop.SignAsync(_document, _workshop.FileKey);

    private Task SignFileAsync(SigningKey key) => _workshop.Signer.SignAsync(_input, _output, key, new SignatureOptions());
}
