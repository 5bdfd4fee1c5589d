using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>Which entries of metadata are not what they were.</summary>
internal sealed class MetadataChange
{
    private const int MostNamed = 8;
    private const int LongestName = 40;

    private readonly List<string> _incidental = [];
    private readonly List<string> _content = [];

    internal void AddContent(string name) => _content.Add(name);

    /// <param name="old">The entries before, by their names.</param>
    /// <param name="now">The entries.</param>
    /// <param name="isIncidental">Whether an entry is a date or says which program wrote the file.</param>
    internal void Add(IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> now, Func<string, bool> isIncidental)
    {
        foreach (string name in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            if (!old.TryGetValue(name, out string? was) || !now.TryGetValue(name, out string? value) || was != value)
            {
                (isIncidental(name) ? _incidental : _content).Add(name);
            }
        }
    }

    internal void Tell(RevisionComparison comparison, int? number)
    {
        if (_content.Count > 0)
        {
            comparison.Log.Permit(ChangeLevel.FormFilling, ReasonCodes.MetadataChanged, number, ("what", Names(_content)));
        }
        if (_incidental.Count > 0)
        {
            comparison.Log.Permit(ChangeLevel.Archival, ReasonCodes.MetadataChanged, number, ("what", Names(_incidental)));
        }
    }

    /// <summary>The names without their namespaces, a few of them: an attacker may have written thousands.</summary>
    private static string Names(List<string> names)
    {
        IEnumerable<string> said = names.Select(static name => name[(name.LastIndexOf('}') + 1)..])
            .Select(static name => name.Length > LongestName || name.AsSpan().ContainsAnyExceptInRange(' ', '~') || name.AsSpan().Trim().Length < name.Length || name.Length == 0 ? "?" : name)
            .Distinct().Take(MostNamed);
        return string.Join(", ", said) + (names.Count > MostNamed ? ", …" : "");
    }
}
