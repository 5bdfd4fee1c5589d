using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>What one revision changed.</summary>
/// <param name="Level">The gravest change.</param>
/// <param name="Findings">Each change by name.</param>
/// <param name="FilledFields">The fields whose value it sets, document time-stamps not counted.</param>
internal sealed record RevisionChanges(ChangeLevel Level, IReadOnlyList<FactEvidence> Findings, IReadOnlyList<string> FilledFields)
{
    private const int MaxFindings = 200;

    /// <summary>What everything later comes to for a signature with these permissions.</summary>
    /// <param name="later">The changes of the later revisions, the oldest first.</param>
    /// <param name="permissions">What the signature permits.</param>
    /// <param name="trailing">That bytes follow the last revision; null where none do.</param>
    internal static ChangesEvidence Judge(IEnumerable<RevisionChanges> later, PermissionsReport permissions, FactEvidence? trailing)
    {
        ChangeLevel level = trailing is null ? ChangeLevel.None : ChangeLevel.Forbidden;
        List<FactEvidence> findings = trailing is null ? [] : [trailing];
        foreach (RevisionChanges changes in later)
        {
            FactEvidence[] forbidden = [.. Forbidden(changes, permissions)];
            level = Graver(level, forbidden.Length > 0 ? ChangeLevel.Forbidden : changes.Level);
            findings.AddRange(forbidden.Concat(changes.Findings).Take(MaxFindings - findings.Count));
        }
        return new ChangesEvidence(level, findings);
    }

    private static IEnumerable<FactEvidence> Forbidden(RevisionChanges changes, PermissionsReport permissions)
    {
        if (changes.FilledFields.Count > 0 && permissions.Effective() == 1)
        {
            yield return Forbidden("no change is permitted (DocMDP P = 1)");
        }
        foreach (string field in changes.FilledFields.Where(permissions.FieldMdp.Locks))
        {
            yield return Forbidden($"the field '{field}' is locked (FieldMDP)");
        }
    }

    private static FactEvidence Forbidden(string detail) => new(ReasonCodes.ChangeForbidden, Error.Facts(("detail", detail)));

    /// <summary>A forbidden change outweighs one that was not analysed.</summary>
    private static ChangeLevel Graver(ChangeLevel left, ChangeLevel right) =>
        left == ChangeLevel.Forbidden || right == ChangeLevel.Forbidden ? ChangeLevel.Forbidden : (ChangeLevel)Math.Max((int)left, (int)right);
}
