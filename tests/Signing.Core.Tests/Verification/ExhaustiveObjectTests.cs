using System.Collections.Concurrent;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Tests.Verification.Attacks;
using Signing.Core.Verification.Ambiguity;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>Every object of small signed documents removed, and written again with each part of it changed, in a further revision.</summary>
public sealed class ExhaustiveObjectTests(ITestOutputHelper output)
{
    private static readonly string[] AddedKeys = ["/Zz 1", "/AA << /O << /S /JavaScript /JS (x) >> >>", "/OC 3 0 R", "/Rotate 90", "/Next 3 0 R", "/Kids [3 0 R]", "/AP << /N 5 0 R >>", "/F (elsewhere)"];

    private static readonly Dictionary<string, byte[]> Documents = new(StringComparer.Ordinal)
    {
        ["one of everything"] = RichDocument.Signed,
        ["one of everything, certified"] = RichDocument.Certified(2),
        ["one of everything, certified with annotations"] = RichDocument.Certified(3),
        ["stream"] = Bases.SignedStream,
        ["hybrid"] = new TestSignature().Apply(new TestPdf(TestPdfForm.Hybrid).AddTextField("note").Build()),
        ["encrypted"] = EncryptedDocuments.Sound,
        ["time-stamped, signed twice"] = TestSignature.Timestamp().Apply(new TestSignature { Field = "Signature2" }.Apply(Bases.SignedForm)),
    };

    public static TheoryData<string> Names => [.. Documents.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Judge_AnyObjectChanged_ValidOnlyWhereItShowsNothingOrIsTold(string name)
    {
        byte[] document = Documents[name];
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(document));
        Reach reach = new(opened.Current);
        int? shared = (PdfForm.Read(opened.Current).Dictionary?["DR"] as PdfReference)?.Number;
        int? metadata = (opened.Current.Catalog["Metadata"] as PdfReference)?.Number;
        (int Number, string What, PdfObject Value)[] changes = [.. opened.Current.Entries.Where(static entry => entry.Kind != CrossReferenceKind.Free)
            .SelectMany(entry => Changes(opened.Current.GetObject(entry.Number)).Select(change => (entry.Number, change.What, change.Value)))];
        var valid = new ConcurrentBag<string>();
        // Nobody writes the encryption dictionary again, who can help it.
        int? encryption = (opened.Trailer["Encrypt"] as PdfReference)?.Number;
        Parallel.ForEach(changes.Where(change => change.Number != encryption), change =>
        {
            byte[] changed = TestRevision.Apply(document, revision => revision.Update.Replace(new PdfReference(change.Number, 0), change.Value));
            VerificationReport report = Verify.Judge(changed);
            if (report.Verdict != Verdict.Valid)
            {
                return;
            }
            ChangesReport told = report.Signatures[0].Changes;
            string? harmless = change.Number == shared && change.What.EndsWith(" added", StringComparison.Ordinal) ? "resources of the form that nothing asks for"
                : change.Number == metadata && change.What == "data longer" ? "metadata that says the same"
                : null;
            bool isExplained = !reach.Has(change.Number) || told.Findings.Count > 0 || harmless is not null;
            Assert.True(isExplained, $"Object {change.Number}: {change.What}, and the document is valid.");
            valid.Add(harmless is not null ? $"object {change.Number}, {change.What}: {harmless}"
                : reach.Has(change.Number)
                ? $"object {change.Number}, {change.What}: {told.Level}, {string.Join(' ', told.Findings.Select(static finding => finding.Code).Distinct())}"
                : $"object {change.Number}: nothing leads to it");
        });
        output.WriteLine($"{changes.Length} changes, of which {valid.Count} leave the document valid:");
        foreach (IGrouping<string, string> reason in valid.GroupBy(static reason => reason).OrderBy(static reason => reason.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{reason.Count()} × {reason.Key}");
        }
    }

    [Fact]
    public void Judge_AnyObjectFreed_ValidOnlyWhereNothingLeadsToIt()
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(RichDocument.Signed));
        Reach reach = new(opened.Current);
        foreach (int number in opened.Current.Entries.Where(static entry => entry.Kind != CrossReferenceKind.Free).Select(static entry => entry.Number))
        {
            foreach (int generation in (int[])[0, 1])
            {
                VerificationReport report = Verify.Judge(Bases.Update(RichDocument.Signed, "", _ => $"{number} 1\n0000000000 {generation:D5} f \n"));

                Assert.False(report.Verdict == Verdict.Valid && reach.Has(number), $"Object {number} is free, and the document valid.");
            }
        }
    }

    [Fact]
    public void Judge_AnyObjectMovedToAnothersPlace_NeverValid()
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(RichDocument.Signed));
        Reach reach = new(opened.Current);
        CrossReferenceEntry[] entries = [.. opened.Current.Entries.Where(static entry => entry.Kind == CrossReferenceKind.InFile)];
        Parallel.ForEach(entries.Where(entry => reach.Has(entry.Number)), entry =>
        {
            foreach (CrossReferenceEntry other in entries.Where(other => other.Number != entry.Number))
            {
                VerificationReport report = Verify.Judge(Bases.Update(RichDocument.Signed, "", _ => Bases.Row(entry.Number, (int)other.Offset)));

                Assert.False(report.Verdict == Verdict.Valid, $"Object {entry.Number} stands where {other.Number} is, and the document is valid.");
            }
        });
    }

    /// <summary>Every small change of a value: each entry gone, exchanged, and one more.</summary>
    private static IEnumerable<(string What, PdfObject Value)> Changes(PdfObject value)
    {
        yield return ("made null", PdfNull.Instance);
        yield return ("made an empty dictionary", new PdfDictionary());
        switch (value)
        {
            case PdfDictionary dictionary:
                foreach ((string what, PdfDictionary changed) in Changes(dictionary))
                {
                    yield return (what, changed);
                }
                break;
            case PdfStream stream:
                byte[] raw = new byte[stream.Length];
                stream.ReadRaw(raw);
                yield return ("data longer", new PdfStream(stream.Dictionary.Clone(), (byte[])[.. raw, (byte)' ']));
                yield return ("data gone", new PdfStream(stream.Dictionary.Clone(), Array.Empty<byte>()));
                foreach ((string what, PdfDictionary changed) in Changes(stream.Dictionary).Where(static change => !change.What.StartsWith("/Length ", StringComparison.Ordinal)))
                {
                    // The length is written as it is, whatever the dictionary says.
                    yield return (what, new PdfStream(changed, raw));
                }
                break;
            case PdfArray array:
                yield return ("an item more", new PdfArray((List<PdfObject>)[.. array, PdfNull.Instance]));
                yield return ("the other way round", new PdfArray((List<PdfObject>)[.. array.Reverse(), PdfBoolean.True]));
                for (int i = 0; i < array.Count; i++)
                {
                    yield return ($"item {i} gone", new PdfArray((List<PdfObject>)[.. array.Where((_, j) => j != i)]));
                    yield return ($"item {i} exchanged", new PdfArray((List<PdfObject>)[.. array.Select((item, j) => j == i ? Exchange(item) : item)]));
                }
                break;
            default:
                yield return ("exchanged", Exchange(value));
                break;
        }
    }

    private static IEnumerable<(string What, PdfDictionary Value)> Changes(PdfDictionary dictionary)
    {
        foreach ((string key, PdfObject item) in dictionary)
        {
            PdfDictionary without = dictionary.Clone();
            without.Remove(key);
            yield return ($"/{key} gone", without);
            PdfDictionary exchanged = dictionary.Clone();
            exchanged[key] = Exchange(item);
            yield return ($"/{key} exchanged", exchanged);
        }
        foreach (string added in AddedKeys)
        {
            foreach ((string key, PdfObject item) in TestRevision.Dictionary($"<< {added} >>"))
            {
                if (!dictionary.ContainsKey(key))
                {
                    PdfDictionary grown = dictionary.Clone();
                    grown[key] = item;
                    yield return ($"/{key} added", grown);
                }
            }
        }
    }

    private static PdfObject Exchange(PdfObject item) => item switch
    {
        PdfInteger integer => PdfInteger.Of(integer.Value + 1),
        PdfName name => new PdfName(name.Value + "x"),
        PdfString text => new PdfString([.. text.Value, (byte)'x']),
        PdfReference reference => new PdfReference(reference.Number == 5 ? 4 : 5, 0),
        PdfArray array => new PdfArray((List<PdfObject>)[.. array, PdfInteger.Of(7)]),
        PdfDictionary => new PdfDictionary { { "Zz", PdfInteger.Of(1) } },
        _ => PdfInteger.Of(7),
    };
}
