using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>What one revision changed.</summary>
internal sealed record RevisionChanges(IReadOnlyList<Change> Changes)
{
    internal const int MaxFindings = 200;

    /// <summary>What everything later comes to for a signature with these permissions.</summary>
    /// <param name="later">The changes of the later revisions, the oldest first.</param>
    /// <param name="permissions">What the signature permits.</param>
    /// <param name="trailing">That bytes follow the last revision; null where none do.</param>
    internal static ChangesEvidence Judge(IEnumerable<RevisionChanges> later, PermissionsReport permissions, FactEvidence? trailing)
    {
        ChangeLevel level = trailing is null ? ChangeLevel.None : ChangeLevel.Forbidden;
        var forbidden = new List<FactEvidence>();
        var findings = new List<FactEvidence>();
        var told = new HashSet<string>();
        foreach (Change change in later.SelectMany(static revision => revision.Changes))
        {
            string? why = WhyForbidden(change, permissions);
            level = Graver(level, why is null ? change.Level : ChangeLevel.Forbidden);
            if (why is not null && told.Add(why))
            {
                forbidden.Add(new FactEvidence(ReasonCodes.ChangeForbidden, Error.Facts(("detail", why)), change.Fact.Object));
            }
            (change.Level == ChangeLevel.Forbidden ? forbidden : findings).Add(change.Fact);
        }
        // What decides comes first, for a report lists a few hundred at most.
        return new ChangesEvidence(level, [.. (trailing is null ? [] : new[] { trailing }).Concat(forbidden).Concat(findings).Take(MaxFindings)]);
    }

    /// <summary>Which permission forbids a change that others permit; null where none does.</summary>
    private static string? WhyForbidden(Change change, PermissionsReport permissions) => change.Level switch
    {
        ChangeLevel.FormFilling or ChangeLevel.Annotations when permissions.Effective() == 1 => "no change is permitted (DocMDP P = 1)",
        ChangeLevel.Annotations when permissions.Effective() == 2 => "annotations are not permitted (DocMDP P = 2)",
        ChangeLevel.FormFilling or ChangeLevel.Annotations when change.Field is { } field && permissions.FieldMdp.Locks(field) => $"the field '{field}' is locked (FieldMDP)",
        not ChangeLevel.Forbidden when change.IsForbiddenByCertification && permissions.DocMdp is not null => "it covers what was certified",
        _ => null,
    };

    /// <summary>A forbidden change outweighs one that was not analysed.</summary>
    internal static ChangeLevel Graver(ChangeLevel left, ChangeLevel right) =>
        left == ChangeLevel.Forbidden || right == ChangeLevel.Forbidden ? ChangeLevel.Forbidden : (ChangeLevel)Math.Max((int)left, (int)right);
}
