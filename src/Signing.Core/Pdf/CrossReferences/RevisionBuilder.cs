namespace Signing.Core.Pdf.CrossReferences;

/// <summary>
/// Finds the document's revisions in the chain of sections. A revision ends after the <c>%%EOF</c> whose <c>startxref</c>
/// names the newest of its sections. So the two sections of a linearized file are one revision: the main section is
/// closed by a <c>startxref</c> that names the first-page section (ISO 32000-2, F.3.11), and the first-page section by one
/// that names nothing. Sections without a closing of their own belong to the next revision that has one.
/// </summary>
internal static class RevisionBuilder
{
    /// <param name="sections">The newest first.</param>
    /// <param name="tail">The end of the file, whose <c>startxref</c> led to the newest section.</param>
    /// <param name="meter">The budget.</param>
    internal static List<PdfRevision> Build(List<CrossReferenceSection> sections, FileTail tail, BudgetMeter meter)
    {
        var revisions = new List<PdfRevision>();
        var closings = new Dictionary<long, long>();
        long start = 0;
        long sectionsEnd = 0;
        int oldest = sections.Count - 1;
        for (int i = oldest; i >= 0; i--)
        {
            CrossReferenceSection section = sections[i];
            sectionsEnd = Math.Max(sectionsEnd, section.EndOffset);
            if (section.Closing is SectionClosing closing)
            {
                closings[closing.StartXref] = Math.Max(closing.EndOffset, closings.GetValueOrDefault(closing.StartXref));
            }
            if (i == 0)
            {
                closings.TryAdd(section.StartXref, tail.EndOffset);
            }
            if (closings.TryGetValue(section.StartXref, out long end) && (i == 0 || (end > start && end >= sectionsEnd)))
            {
                end = Math.Max(end, Math.Max(start, sectionsEnd));
                revisions.Add(new PdfRevision(revisions.Count + 1, start, end, sections, i, oldest - i + 1, meter));
                start = end;
                oldest = i - 1;
                closings.Clear();
            }
        }
        return revisions;
    }
}
