using System.Text;
using System.Text.RegularExpressions;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Documents;

/// <summary>A signed PDF/A stays one: what the update may hold (ISO 19005-1, -2, -3, -4), and how it must be written.</summary>
public sealed partial class PdfATests(World world)
{
    private const long Print = 4;
    private const long InvisibleHiddenNoViewToggle = 1 | 2 | 32 | 256;

    public static TheoryData<int, TestPdfForm> Documents => new()
    {
        { 1, TestPdfForm.Table }, { 2, TestPdfForm.Table }, { 2, TestPdfForm.ObjectStreams },
        { 3, TestPdfForm.Stream }, { 4, TestPdfForm.Table }, { 4, TestPdfForm.ObjectStreams },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Sign_PdfA_IsWrittenAsTheProfileWants(int part, TestPdfForm form)
    {
        byte[] original = SoundKinds.PdfA(part, "B", form).Build();

        byte[] signed = await world.SignAsync(original);
        string update = Encoding.Latin1.GetString(signed.AsSpan(original.Length));

        // ISO 19005-1, 6.1.8: numbers, obj and endobj with their white space and line ends (ISO 19005-2, 6.1.9 is the same).
        Assert.Equal(Word("obj").Count(update), ObjectHead().Count("\n" + update));
        Assert.Equal(Word("endobj").Count(update), ObjectEnd().Count(update));
        // 6.1.7: the line ends around a stream's data, and its length.
        Assert.Equal(Word("stream").Count(update), WholeStreams(update));
        // 6.1.6: hexadecimal strings of whole bytes.
        Assert.All(HexString().Matches(update), static match => Assert.Equal(0, match.Groups[1].Length % 2));
        // 6.1.4: the table's head and its rows; and no stream where the document has none.
        Assert.Equal(form == TestPdfForm.Table ? 1 : 0, TableHead().Count(update));
        Assert.Equal(form != TestPdfForm.Table, update.Contains("/Type /XRef", StringComparison.Ordinal));
        // 6.1.3, 6.6, 6.9: nothing that is not permitted.
        Assert.All(["/Encrypt", "/NeedAppearances", "/XRefStm", "/JavaScript", "/AA", "/OpenAction", "/Metadata <<"], forbidden => Assert.DoesNotContain(forbidden, update, StringComparison.Ordinal));
        Assert.EndsWith("%%EOF\n", update, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Sign_PdfA_AddsAPrintableWidgetWithTheAppearanceThatItsPartWants(int part, TestPdfForm form)
    {
        byte[] original = SoundKinds.PdfA(part, "B", form).Build();

        using PdfDocument document = PdfTesting.Open(await world.SignAsync(original));
        PdfDictionary widget = Assert.Single(PdfForm.Read(document.Current).Fields).Dictionary;

        // ISO 19005-1, 6.5.3; -2, 6.3.2: printed, and never hidden.
        long flags = ((PdfInteger)widget["F"]!).Value;
        Assert.Equal(Print, flags & (Print | InvisibleHiddenNoViewToggle));
        Assert.All(((PdfArray)widget["Rect"]!).OfType<PdfInteger>(), static side => Assert.Equal(0, side.Value));
        if (part == 1)
        {
            // 6.9: every field has an appearance; 6.5.3: it has /N alone, a stream.
            var appearance = (PdfDictionary)widget["AP"]!;
            Assert.Equal(["N"], appearance.Select(static entry => entry.Key));
            var drawn = (PdfStream)document.Current.Resolve(appearance["N"]);
            Assert.Equal(0, drawn.Length);
            Assert.True(drawn.Dictionary.IsName("Subtype", "Form"));
        }
        else
        {
            // -2, 6.3.3: one without an area needs none.
            Assert.Null(widget["AP"]);
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Sign_PdfA_LeavesMetadataAndIdentityAlone(int part, TestPdfForm form)
    {
        byte[] original = SoundKinds.PdfA(part, "B", form).Build();
        using PdfDocument before = PdfTesting.Open(original);

        using PdfDocument after = PdfTesting.Open(await world.SignAsync(original));

        var metadata = (PdfReference)before.Current.Catalog["Metadata"]!;
        Assert.Equal(metadata, after.Current.Catalog["Metadata"]);
        Assert.False(after.Revisions[^1].TryGet(metadata.Number, out _));
        Assert.Equal($"{((PdfArray)before.Trailer["ID"]!)[0]}", $"{((PdfArray)after.Trailer["ID"]!)[0]}");
        Assert.Equal(before.Version, after.Version);
    }

    /// <summary>How many streams have their line ends, and as many bytes between them as they say.</summary>
    private static int WholeStreams(string update) => StreamHead().Matches(update).Count(match =>
    {
        int length = int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        return update[(match.Index + match.Length + length)..].StartsWith("\nendstream\n", StringComparison.Ordinal);
    });

    private static Regex Word(string word) => new($@"(?<![a-z]){word}(?![a-z])", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"(?<=[\r\n])[0-9]+ [0-9]+ obj\n")]
    private static partial Regex ObjectHead();

    [GeneratedRegex(@"(?<=\n)endobj\n")]
    private static partial Regex ObjectEnd();

    [GeneratedRegex(@"/Length ([0-9]+)[^\n]*>>\nstream\n")]
    private static partial Regex StreamHead();

    [GeneratedRegex(@"(?<!<)<([0-9A-Fa-f]*)>(?!>)")]
    private static partial Regex HexString();

    [GeneratedRegex(@"(?<=\n)xref\n[0-9]+ [0-9]+\n(?:[0-9]{10} [0-9]{5} [nf] \n|[0-9]+ [0-9]+\n)+trailer\n")]
    private static partial Regex TableHead();
}
