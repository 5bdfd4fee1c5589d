using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Readers;

/// <summary>
/// Wherever two readers of other makes, qpdf and PdfPig, find the same in a shared document (pages, boxes, objects, fields),
/// we find it too. Where they differ from each other they are no judges; how often that is, the output says.
/// </summary>
public sealed class ReaderAgreementTests(ITestOutputHelper output)
{
    // Objects that others still find after they were freed, or that no cross-reference names.
    private const int MostUnnamed = 5;
    private const string Unnamed = "object: freed, used again, or named by no cross-reference";

    [Fact]
    public async Task Read_WhatQpdfAndPdfPigAgreeOn_IsWhatWeFind()
    {
        Assert.SkipUnless(SharedFiles.Exist, "There are no shared files on this machine.");
        Tool.Require("qpdf");
        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (SharedFile file in SharedFiles.List())
        {
            (Reading qpdf, IReadOnlySet<string> objects) = await QpdfReading.ReadAsync(file.Path);
            Reading pig = qpdf.Refusal is null ? await PdfPigReading.ReadAsync(file.Path, objects) : qpdf;
            if ((qpdf.Refusal ?? pig.Refusal) is { } refusal)
            {
                Add(reasons, $"no two judges: {(qpdf.Refusal is null ? "PdfPig" : "qpdf")}: {refusal}");
                Note(file, refusal);
                continue;
            }
            Reading own = OwnReading.Read(file.Path, objects);
            Add(reasons, own.Refusal is null ? "compared" : $"refused by us: {own.Refusal}");
            if (own.Refusal is null)
            {
                Compare(file, qpdf, pig, own);
            }
            else
            {
                Note(file, own.Refusal);
            }
        }
        foreach ((string what, int count) in reasons.Concat(kinds))
        {
            output.WriteLine($"{count,8} {what}");
        }

        Assert.Empty(wrong);
        Assert.DoesNotContain(reasons.Keys.Concat(kinds.Keys), static what => what.Contains("refused by us", StringComparison.Ordinal));
        Assert.InRange(Count(kinds, Unnamed), 0, MostUnnamed);
        Assert.True(Count(reasons, "compared") >= 340);
        Assert.True(Count(kinds, "object: all agree") > 20_000);

        void Compare(SharedFile file, Reading qpdf, Reading pig, Reading own)
        {
            foreach ((string item, string value) in qpdf.Items)
            {
                string kind = item.Split(' ')[0];
                if (!pig.Items.TryGetValue(item, out string? second) || second != value)
                {
                    Add(kinds, $"{kind}: {(second is null ? "PdfPig does not find it" : "PdfPig and qpdf differ")}");
                    Note(file, $"{item}: {Short(value)} and {Short(second)}");
                }
                else if (!own.Items.TryGetValue(item, out string? ours) && kind == "object")
                {
                    Add(kinds, Unnamed);
                    Note(file, $"{item}: {Short(value)}, and nothing");
                }
                else if (ours == value)
                {
                    Add(kinds, $"{kind}: all agree");
                }
                else if (ours?.StartsWith("pdf.", StringComparison.Ordinal) == true)
                {
                    Add(kinds, $"{kind}: refused by us");
                    Note(file, $"{item}: {ours}");
                }
                else
                {
                    wrong.Add($"{file.Name}, {item}: {Short(value)} and ours {Short(ours)}");
                }
            }
        }

        void Note(SharedFile file, string what) => TestContext.Current.SendDiagnosticMessage($"{file.Name}: {what}");
    }

    private static void Add(SortedDictionary<string, int> counts, string what) => counts[what] = Count(counts, what) + 1;

    private static int Count(SortedDictionary<string, int> counts, string what) => counts.GetValueOrDefault(what);

    private static string Short(string? value) => value is null ? "nothing" : value.Length <= 120 ? value : value[..120] + "…";
}
