using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

/// <summary>Documents that nobody here made, judged by qpdf.</summary>
public sealed class SharedFilesTests
{
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(10);

    [Fact]
    public void ReadAll_EverySharedFile_EndsQuicklyInSuccessOrATypedError()
    {
        Assert.SkipUnless(SharedFiles.Exist, "There are no shared files on this machine.");
        var refused = new List<string>();
        foreach (SharedFile file in SharedFiles.List())
        {
            long start = Stopwatch.GetTimestamp();
            string end = Read(file.Path);

            Assert.True(Stopwatch.GetElapsedTime(start) < Quickly, $"{file.Name} takes {Stopwatch.GetElapsedTime(start)}.");
            if (end.Length > 0 && file.IsPlain)
            {
                refused.Add($"{file.Name}: {end}");
            }
            if (file.NeedsNoPassword && file.Qpdf == "clean" && end.Length > 0)
            {
                refused.Add($"{file.Name}: {end}");
            }
            Assert.True(file.Encrypted != "password" || end.Length > 0, $"{file.Name} needs a password and was read.");
        }
        Assert.Empty(refused);
    }

    [Fact]
    public async Task Find_EveryObjectOfEverySoundFile_IsWhatQpdfFinds()
    {
        Assert.SkipUnless(SharedFiles.Exist, "There are no shared files on this machine.");
        Tool.Require("qpdf");
        foreach (SharedFile file in SharedFiles.List().Where(IsSound))
        {
            (_, string output) = await Tool.RunAsync("qpdf", "--json=2", "--json-key=qpdf", "--json-key=pages", file.Path);
            using JsonDocument json = JsonDocument.Parse(output);
            using PdfSource source = PdfSource.Open(file.Path);
            using PdfDocument document = PdfDocument.Open(source);

            int compared = 0;
            foreach (JsonProperty item in json.RootElement.GetProperty("qpdf")[1].EnumerateObject().Where(static i => i.Name != "trailer"))
            {
                if (item.Value.TryGetProperty("stream", out JsonElement stream) && IsCrossReference(stream))
                {
                    continue;
                }
                string expected = item.Value.TryGetProperty("value", out JsonElement value)
                    ? value.GetRawText()
                    : stream.GetProperty("dict").GetRawText();
                int[] id = [.. item.Name.Split(':', ' ')[1..3].Select(static n => int.Parse(n, CultureInfo.InvariantCulture))];
                if (document.Current.TryGet(id[0], out CrossReferenceEntry entry) && entry.Generation != id[1])
                {
                    // qpdf still finds old generations of a number that has been freed and used again.
                    continue;
                }
                if (id[0] == document.Security?.Reference?.Number)
                {
                    // qpdf decrypts the strings of the encryption dictionary, where it meets it as one of many objects.
                    continue;
                }
                PdfObject actual = document.Current.GetObject(id[0]);
                using JsonDocument parsed = JsonDocument.Parse(expected);
                string difference = new QpdfJson(document.Current).Difference(parsed.RootElement, (actual as PdfStream)?.Dictionary ?? actual, actual is PdfStream);
                Assert.True(difference.Length == 0, $"{file.Name}, object {id[0]}: {difference}");
                compared++;
            }
            Assert.True(compared > 0, file.Name);
            Assert.Equal(json.RootElement.GetProperty("pages").GetArrayLength(), PdfPages.Count(document.Current));
        }
    }

    [Fact]
    public async Task Decode_EveryStreamOfEverySoundFile_IsWhatQpdfDecodes()
    {
        Assert.SkipUnless(SharedFiles.Exist, "There are no shared files on this machine.");
        Tool.Require("qpdf");
        int compared = 0;
        foreach (SharedFile file in SharedFiles.List().Where(IsSound))
        {
            (_, string output) = await Tool.RunAsync("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", file.Path);
            using JsonDocument json = JsonDocument.Parse(output);
            using PdfSource source = PdfSource.Open(file.Path);
            using PdfDocument document = PdfDocument.Open(source);
            foreach (JsonProperty item in json.RootElement.GetProperty("qpdf")[1].EnumerateObject().Where(static i => i.Value.TryGetProperty("stream", out _)))
            {
                JsonElement expected = item.Value.GetProperty("stream");
                int number = int.Parse(item.Name.Split(':', ' ')[1], CultureInfo.InvariantCulture);
                bool isDecoded = !expected.GetProperty("dict").TryGetProperty("/Filter", out _) && !IsCrossReference(expected);
                if (isDecoded && document.Current.GetObject(number) is PdfStream stream && IsDecodable(document.Current, stream))
                {
                    Assert.True(document.Current.Decode(stream).AsSpan().SequenceEqual(expected.GetProperty("data").GetBytesFromBase64()), $"{file.Name}, object {number}");
                    compared++;
                }
            }
        }
        Assert.True(compared > 1000);
    }

    [Fact]
    public async Task Write_CatalogOfEverySoundFileAgain_IsNoWorseForQpdf()
    {
        Assert.SkipUnless(SharedFiles.Exist, "There are no shared files on this machine.");
        Tool.Require("qpdf");
        using var folder = new Temporary();
        foreach (SharedFile file in SharedFiles.List().Where(IsSound))
        {
            byte[] original = await File.ReadAllBytesAsync(file.Path, TestContext.Current.CancellationToken);
            byte[] updated;
            int revisions;
            using (PdfDocument document = PdfTesting.Open(original))
            {
                revisions = document.Revisions.Count;
                var update = new PdfUpdate(document);
                update.Replace(document.Current.CatalogReference, document.Current.Catalog);
                updated = [.. original, .. update.Write().Bytes.Span];
            }

            using (PdfDocument document = PdfTesting.Open(updated))
            {
                Assert.Equal(revisions + 1, document.Revisions.Count);
                Assert.Equal(updated.Length, document.TailOffset);
            }
            (int exitCode, string output) = await Tool.RunAsync("qpdf", "--check", folder.Write("a.pdf", updated));
            Assert.True(exitCode == 0, $"{file.Name}: {output}");
        }
    }

    private static bool IsSound(SharedFile file) => file.IsPlain || (file.NeedsNoPassword && file.Qpdf == "clean");

    /// <summary>qpdf remembers cross-reference streams from where it met them, whatever their own entry says.</summary>
    private static bool IsCrossReference(JsonElement stream) =>
        stream.GetProperty("dict").TryGetProperty("/Type", out JsonElement type) && type.ValueEquals("/XRef");

    /// <summary>Reads what the document leads to from its trailers; gives the error's text, or nothing.</summary>
    private static string Read(string path)
    {
        try
        {
            using PdfSource source = PdfSource.Open(path);
            using PdfDocument document = PdfDocument.Open(source);
            document.Security?.RequireOpen();
            foreach (PdfRevision revision in document.Revisions)
            {
                PdfView view = document.At(revision.Number);
                _ = PdfPages.Count(view);
                _ = PdfForm.Read(view).Fields.Count;
                Walk(view);
            }
            return "";
        }
        catch (SigningException error)
        {
            return error.Message;
        }
    }

    private static void Walk(PdfView view)
    {
        var seen = new HashSet<PdfReference>();
        var open = new Stack<PdfObject>([view.Trailer]);
        while (open.TryPop(out PdfObject? value))
        {
            switch (value)
            {
                case PdfReference reference when seen.Add(reference):
                    open.Push(view.Resolve(reference));
                    break;
                case PdfArray array:
                    foreach (PdfObject item in array)
                    {
                        open.Push(item);
                    }
                    break;
                case PdfStream stream:
                    open.Push(stream.Dictionary);
                    if (IsDecodable(view, stream))
                    {
                        view.Decode(stream);
                    }
                    break;
                case PdfDictionary dictionary:
                    foreach (KeyValuePair<string, PdfObject> entry in dictionary)
                    {
                        open.Push(entry.Value);
                    }
                    break;
            }
        }
    }

    /// <summary>Pictures have filters that give no plain bytes.</summary>
    private static bool IsDecodable(PdfView view, PdfStream stream) => view.Resolve(stream.Dictionary["Filter"]) switch
    {
        PdfName name => name.Value is "FlateDecode" or "LZWDecode" or "ASCIIHexDecode" or "ASCII85Decode" or "RunLengthDecode",
        PdfArray names => names.All(static n => n is PdfName { Value: "FlateDecode" or "LZWDecode" or "ASCIIHexDecode" or "ASCII85Decode" or "RunLengthDecode" }),
        _ => true,
    };
}
