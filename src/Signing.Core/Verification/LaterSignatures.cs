using Signing.Core.Verification.Changes;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>
/// What later signatures mean for one before them, once they are judged. A further signature is permitted as what it is: where it puts
/// something on a page and is no sound signature, or certifies what was signed already, it is a change like any other.
/// </summary>
internal sealed class LaterSignatures
{
    private readonly List<(int Revision, ChangeLevel Level, FactEvidence Fact)> _changes = [];

    /// <summary>Takes a signature, the newest first.</summary>
    internal void Add(SignatureEvidence signature, SignatureReport report)
    {
        IReadOnlyDictionary<string, string> field = Error.Facts(("field", signature.Field));
        if (signature.Draws && report.Integrity == Integrity.Broken)
        {
            _changes.Add((signature.Revision, ChangeLevel.Forbidden, new FactEvidence(ReasonCodes.FieldSignatureBroken, field)));
        }
        else if (signature.Draws && report.Integrity == Integrity.Unknown)
        {
            IReadOnlyDictionary<string, string> unknown = Error.Facts(("detail", $"the signature in the field '{signature.Field}' cannot be checked"));
            _changes.Add((signature.Revision, ChangeLevel.Unknown, new FactEvidence(ReasonCodes.ChangesNotAnalysed, unknown)));
        }
        if (signature is { Kind: SignatureKind.Signature, Permissions.DocMdp: not null })
        {
            _changes.Add((signature.Revision, ChangeLevel.Forbidden, new FactEvidence(ReasonCodes.CertificationNotFirst, Error.Facts())));
        }
    }

    /// <summary>What changed after a signature, with what is to be said of later ones.</summary>
    internal ChangesEvidence Apply(SignatureEvidence signature)
    {
        var later = _changes.Where(change => change.Revision > signature.Revision).OrderBy(static change => change.Level).ToList();
        if (later.Count == 0)
        {
            return signature.Changes;
        }
        ChangeLevel level = later.Aggregate(signature.Changes.Level, static (graver, change) => RevisionChanges.Graver(graver, change.Level));
        return new ChangesEvidence(level, [.. later.Select(static change => change.Fact).Concat(signature.Changes.Findings).Take(RevisionChanges.MaxFindings)]);
    }
}
