using Signing.Fuzz.Targets;
using Xunit;

namespace Signing.Fuzz.Tests;

/// <summary>A minute of fuzzing finds nothing. What it finds is saved, with the line that runs it again.</summary>
public sealed class FuzzTests(FuzzRun run) : IClassFixture<FuzzRun>
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(static target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Fuzz_OneMinute_FindsNothing(string target)
    {
        string[] findings = [.. run.Findings.Where(finding => finding.Contains($"FINDING in {target} ", StringComparison.Ordinal))];
        Assert.True(findings.Length == 0, string.Join('\n', findings));
        Assert.True(run.Executions.GetValueOrDefault(target) > 0, run.Output);
    }

    [Fact]
    public void Fuzz_OneMinute_EndsCleanly() => Assert.True(run.ExitCode == FuzzExit.Clean, run.Output);
}
