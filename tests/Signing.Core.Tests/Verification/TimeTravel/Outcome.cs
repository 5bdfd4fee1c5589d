using System.Reflection;
using System.Text.Json.Serialization;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.TimeTravel;

/// <summary>What EN 319 102-1 says of a signature, and where.</summary>
/// <param name="Indication">The indication.</param>
/// <param name="Sub">The sub-indication; null where there is none.</param>
/// <param name="Clause">The clause and step that decide, of EN 319 102-1 where no other document is named.</param>
internal sealed record Outcome(Indication Indication, SubIndication? Sub, string Clause)
{
    internal static Outcome Passed(string clause) => new(Indication.TotalPassed, null, clause);

    internal static Outcome Open(SubIndication sub, string clause) => new(Indication.Indeterminate, sub, clause);

    internal static Outcome Failed(SubIndication sub, string clause) => new(Indication.TotalFailed, sub, clause);

    /// <summary>The names as the standard writes them.</summary>
    internal string Words => Sub is { } sub ? $"{Name(Indication)} / {Name(sub)}" : Name(Indication);

    private static string Name<T>(T value)
        where T : struct, Enum =>
        typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name;
}
