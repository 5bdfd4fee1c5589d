using BenchmarkDotNet.Running;
using Signing.Benchmarks;

// Without arguments: how far signing and verifying are from their limits, each pair interleaved in this one run.
// With arguments: BenchmarkDotNet's own, for example --filter '*Signing*'.
if (args.Length == 0)
{
    await Limits.RunAsync();
    return 0;
}
if (args is ["sign-file", string input, string output])
{
    // One signature in a process of its own, for the operating system to measure.
    await Limits.SignFileAsync(input, output);
    return 0;
}
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, new InProcessConfig());
return 0;
