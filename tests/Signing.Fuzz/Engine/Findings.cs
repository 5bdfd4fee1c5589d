using System.Globalization;
using System.Security.Cryptography;

namespace Signing.Fuzz.Engine;

/// <summary>Keeps inputs that broke a rule, and says how to run them again.</summary>
internal sealed class Findings(string folder, int seed)
{
    private readonly HashSet<string> _kinds = [];

    internal int Count { get; private set; }

    /// <param name="target">The target's name.</param>
    /// <param name="input">The input.</param>
    /// <param name="what">What went wrong.</param>
    internal void Save(string target, byte[] input, string what)
    {
        Count++;
        // One of a kind is enough: the same stack, or the same rule.
        if (!_kinds.Add(target + Kind(what)))
        {
            return;
        }
        string name = string.Create(CultureInfo.InvariantCulture, $"{target}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}");
        string path = Path.GetFullPath(Path.Combine(folder, name + ".bin"));
        File.WriteAllBytes(path, input);
        string text = $"""
            FINDING in {target} (seed {seed}, {input.Length} bytes): {what}
            reproduce: dotnet run -c Release --project tests/Signing.Fuzz -- --target {target} --input {path}
            """;
        File.WriteAllText(Path.Combine(folder, name + ".txt"), text);
        Console.Error.WriteLine(text);
    }

    private static string Kind(string what) => string.Join('\n', what.Split('\n').Where(static line => !line.Contains("System.", StringComparison.Ordinal)).Skip(1).Take(3)) is { Length: > 0 } stack
        ? stack
        : what.Length > 60 ? what[..60] : what;
}
