using Signing.Core.Pki;

namespace Signing.Core.Creation.Augmentation;

/// <summary>What a later verifier needs.</summary>
internal sealed class CollectedData
{
    /// <summary>All of it.</summary>
    internal ValidationData All { get; } = new();

    /// <summary>What each signature and time-stamp needs, by its name in <c>/VRI</c>.</summary>
    internal Dictionary<string, ValidationData> ByVriName { get; } = new(StringComparer.Ordinal);

    /// <summary>The certificates whose path and status are proven by it.</summary>
    internal HashSet<Certificate> Proven { get; } = [];

    internal void Add(ProofSubject subject, ValidationData data)
    {
        Proven.Add(subject.Certificate);
        All.Add(data);
        if (subject.VriName is { } name)
        {
            if (!ByVriName.TryGetValue(name, out ValidationData? own))
            {
                ByVriName.Add(name, own = new ValidationData());
            }
            own.Add(data);
        }
    }
}
