using Signing.Core.Creation;

namespace Signing.Api.Options;

/// <summary>The PAdES baseline levels as requests name them (EN 319 142-1, 6).</summary>
internal static class LevelNames
{
    private static readonly (string Name, PadesLevel Level)[] Known =
    [
        ("B-B", PadesLevel.BaselineB),
        ("B-T", PadesLevel.BaselineT),
        ("B-LT", PadesLevel.BaselineLt),
        ("B-LTA", PadesLevel.BaselineLta),
    ];

    /// <summary>The names from a level on.</summary>
    internal static IReadOnlyList<string> From(PadesLevel lowest) => [.. Known.Where(known => known.Level >= lowest).Select(static known => known.Name)];

    /// <summary>The level of a name that was checked; null for none.</summary>
    internal static PadesLevel? Find(string? name) => name is null ? null : Known.Single(known => known.Name == name).Level;
}
