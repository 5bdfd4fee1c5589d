using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Signing.Fuzz;

/// <summary>What the command line says.</summary>
internal sealed record FuzzArguments
{
    internal const string Usage = """
        signing-fuzz [--seconds N | --minutes N | --hours N] [--seed N] [--target NAME]... [--folder PATH]
        signing-fuzz --target NAME --input FILE      runs one saved input

        --target   read, sign, verify, der, filter, state; all of them by default
        --folder   where findings are kept; default: fuzz-findings
        """;

    /// <summary>How long to fuzz, all targets together. Default: 60 seconds.</summary>
    internal TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(60);

    /// <summary>What all chance comes from. Default: 1.</summary>
    internal int Seed { get; private init; } = 1;

    internal IReadOnlyList<string> Targets { get; private init; } = [];

    internal string Folder { get; private init; } = "fuzz-findings";

    /// <summary>One input to run instead of fuzzing.</summary>
    internal string? Input { get; private init; }

    /// <summary>Whether this is the instrumented process that the supervisor started.</summary>
    internal bool IsWorker { get; private init; }

    internal static bool TryParse(string[] args, [NotNullWhen(true)] out FuzzArguments? arguments, [NotNullWhen(false)] out string? problem)
    {
        arguments = new FuzzArguments();
        problem = null;
        for (int i = 0; i < args.Length && problem is null; i++)
        {
            string name = args[i];
            if (name == "--worker")
            {
                arguments = arguments with { IsWorker = true };
                continue;
            }
            string? value = ++i < args.Length ? args[i] : null;
            double number = 0;
            bool isNumber = value is not null && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
            FuzzArguments? next = (name, value) switch
            {
                ("--seconds", not null) when isNumber => arguments with { Duration = TimeSpan.FromSeconds(number) },
                ("--minutes", not null) when isNumber => arguments with { Duration = TimeSpan.FromMinutes(number) },
                ("--hours", not null) when isNumber => arguments with { Duration = TimeSpan.FromHours(number) },
                ("--seed", not null) when isNumber => arguments with { Seed = (int)number },
                ("--target", not null) => arguments with { Targets = [.. arguments.Targets, value] },
                ("--folder", not null) => arguments with { Folder = value },
                ("--input", not null) => arguments with { Input = value },
                _ => null,
            };
            problem = next is null ? $"'{name}' is no option, or lacks its value." : null;
            arguments = next ?? arguments;
        }
        problem ??= arguments.Input is not null && arguments.Targets.Count != 1 ? "--input needs one --target." : null;
        return problem is null;
    }

    /// <summary>The same for the worker.</summary>
    internal IEnumerable<string> ForWorker()
    {
        string seconds = Duration.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        IEnumerable<string> all = ["--worker", "--seconds", seconds, "--seed", Seed.ToString(CultureInfo.InvariantCulture), "--folder", Path.GetFullPath(Folder)];
        all = all.Concat(Targets.SelectMany(static target => (string[])["--target", target]));
        return Input is null ? all : all.Concat(["--input", Path.GetFullPath(Input)]);
    }
}
