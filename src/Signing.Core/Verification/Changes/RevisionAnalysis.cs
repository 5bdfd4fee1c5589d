using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Explains what each revision changed, object by object. Each rule explains the changes of one kind of object; what no rule explains
/// and a reader can come across is forbidden.
/// </summary>
/// <param name="document">The document.</param>
/// <param name="signed">The first revision with a signature.</param>
internal sealed class RevisionAnalysis(PdfDocument document, int signed)
{
    private readonly ReferenceIndex _references = new(document, signed);
    private RevisionReading? _last;

    /// <param name="revision">The revision to explain, 2 or later.</param>
    /// <param name="signatures">The well-formed signatures that close this revision.</param>
    internal RevisionChanges Explain(int revision, IReadOnlyList<FoundSignature> signatures)
    {
        PdfRevision entries = document.Revisions[revision - 1];
        RevisionReading before = _last?.View.Revision == revision - 1 ? _last : new RevisionReading(document.At(revision - 1));
        var after = new RevisionReading(document.At(revision));
        _last = after;
        var changes = new List<Change>();
        Explain(before, after);
        if (document.HasHidden(revision) && IsReadInTwoWays(before.View, after.View, entries))
        {
            // A hybrid file is two documents: readers of PDF 1.4 see this one (ISO 32000-2, 7.5.8.4).
            Explain(new RevisionReading(document.AtWithoutHidden(revision - 1)), new RevisionReading(document.AtWithoutHidden(revision)));
        }
        if (!changes.Exists(static change => change.Level == ChangeLevel.Forbidden) && RevisionLayout.FindStray(document, entries, before.View) is { } stray)
        {
            string code = stray.Level == ChangeLevel.Forbidden ? ReasonCodes.ChangeForbidden : ReasonCodes.ChangesNotAnalysed;
            changes.Add(new Change(stray.Level, new FactEvidence(code, Error.Facts(("detail", stray.Detail)))));
        }
        return new RevisionChanges(changes);

        void Explain(RevisionReading older, RevisionReading newer)
        {
            var comparison = RevisionComparison.Of(older, newer, entries, _references);
            try
            {
                ExplainObjects(comparison, signatures);
            }
            catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
            {
                comparison.Log.Doubt("a later revision cannot be read");
            }
            changes.AddRange(comparison.Log.Changes.Where(change => !changes.Exists(told => IsSame(told, change))));
        }
    }

    /// <summary>
    /// Whether readers of PDF 1.4 make something else of a revision than others: objects of it that they do not see, or old ones
    /// in whose place they saw others. Where they saw nothing and now see what others see, there is nothing more to explain.
    /// </summary>
    private bool IsReadInTwoWays(PdfView before, PdfView after, PdfRevision revision)
    {
        PdfView plainBefore = document.AtWithoutHidden(before.Revision);
        PdfView plainAfter = document.AtWithoutHidden(after.Revision);
        foreach (int number in revision.Entries.Select(static entry => entry.Number))
        {
            if (Entry(after, number) != Entry(plainAfter, number) || (Entry(plainBefore, number) is { } seen && seen != Entry(before, number)))
            {
                return true;
            }
        }
        return false;

        static CrossReferenceEntry? Entry(PdfView view, int number) =>
            view.TryGet(number, out CrossReferenceEntry entry) && entry.Kind != CrossReferenceKind.Free ? entry : null;
    }

    private static void ExplainObjects(RevisionComparison comparison, IReadOnlyList<FoundSignature> signatures)
    {
        TrailerRule.Explain(comparison);
        FormRule form = FormRule.Explain(comparison, signatures);
        CatalogRule.Explain(comparison);
        new PageRule(comparison, form.NewWidgets).Explain();
        MetadataRule.Explain(comparison);
        StructureRule.Explain(comparison);
        comparison.TellUnclaimed();
    }

    private static bool IsSame(Change left, Change right) =>
        left.Level == right.Level && left.Fact.Code == right.Fact.Code && left.Fact.Object == right.Fact.Object && left.Field == right.Field
        && left.Fact.Facts.Count == right.Fact.Facts.Count && left.Fact.Facts.All(fact => right.Fact.Facts.TryGetValue(fact.Key, out string? other) && other == fact.Value);
}
