using Signing.Core.Creation;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification;

namespace Signing.Benchmarks;

/// <summary>What it costs that documents change after signing: each revision is explained, at the price of what it changed.</summary>
internal static class Changes
{
    private const int LargeBytes = 100_000_000;
    private const int ManyObjects = 200_000;
    private const int ManyFields = 2_000;

    internal static async Task RunAsync()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        Table.Head();
        await RunAsync(workshop);
    }

    internal static async Task RunAsync(Workshop workshop)
    {
        foreach ((string name, Func<byte[]> make) in ((string, Func<byte[]>)[])
        [
            ("", static () => TestPdf.Create()),
            (", object streams", static () => TestPdf.Create(TestPdfForm.ObjectStreams)),
            (", among 2,000 fields", static () => Form(ManyFields)),
        ])
        {
            byte[] half = await workshop.SignTimesAsync(make(), PadesLevel.BaselineB, 25);
            byte[] whole = await workshop.SignTimesAsync(half, PadesLevel.BaselineB, 25);
            await Table.RowAsync($"verify 50 signatures in one file{name}; 25", Target.Ratio(2.4), 3, () => workshop.VerifyAsync(whole), () => workshop.VerifyAsync(half));
            await Table.RowAsync($"read what changed: 50 signatures{name}; 25", Target.Ratio(2.4), 20, () => ReadAsync(whole), () => ReadAsync(half));
            Table.Fact("for each signature and its revision", await Measure.MicrosecondsAsync(() => ReadAsync(whole), 3) / 50_000, double.NaN, double.NaN, "ms");
        }
        byte[] signed = await workshop.SignAsync(TestPdf.Create(), workshop.FileKey);
        (byte[] few, byte[] many) = (Update(signed, 200), Update(signed, 400));
        await Table.RowAsync("read what changed: 400 revisions with validation data; 200", Target.Ratio(2.4), 3, () => ReadAsync(many), () => ReadAsync(few));
        Table.Fact("for each revision", await Measure.MicrosecondsAsync(() => ReadAsync(many), 1) / 400_000, double.NaN, double.NaN, "ms");
        await LargeRowsAsync(workshop);
    }

    private static async Task LargeRowsAsync(Workshop workshop)
    {
        string plain = PdfFile.Write(workshop.PathOf("few.pdf"), LargeBytes);
        string signed = workshop.PathOf("few-signed.pdf");
        await workshop.Signer.SignAsync(plain, signed, workshop.FileKey);
        foreach ((string form, bool inStreams) in ((string, bool)[])[("a table", false), ("object streams", true)])
        {
            string input = PdfFile.Write(workshop.PathOf("many.pdf"), LargeBytes, ManyObjects, inStreams);
            string archived = workshop.PathOf("many-archived.pdf");
            await workshop.Signer.SignAsync(input, archived, workshop.FileKey, new() { Level = PadesLevel.BaselineLta });
            await Table.RowAsync(
                $"verify 100 MB of 200,000 objects, {form}, B-LTA; 100 MB of few, B-B", Target.Ratio(), 1, () => Limits.VerifyAsync(workshop, archived), () => Limits.VerifyAsync(workshop, signed));
        }
    }

    /// <summary>Evidence alone, offline: what changes with the number of revisions.</summary>
    private static Task ReadAsync(byte[] document)
    {
        using PdfSource source = PdfSource.FromMemory(document);
        DocumentEvidenceReader.Read(source, null, new PdfBudget(), TimeProvider.System, CancellationToken.None);
        return Task.CompletedTask;
    }

    private static byte[] Form(int fields)
    {
        var pdf = new TestPdf();
        string list = string.Join(' ', Enumerable.Range(0, fields).Select(i => $"{pdf.Add($"<< /FT /Tx /T (field{i}) >>")} 0 R"));
        return pdf.SetCatalog("AcroForm", $"{pdf.Add($"<< /Fields [{list}] >>")} 0 R").Build();
    }

    /// <summary>Updates that each add a certificate to the security store, which keeps the newest.</summary>
    private static byte[] Update(byte[] document, int revisions)
    {
        var bytes = new MemoryStream();
        bytes.Write(document);
        for (int i = 0; i < revisions; i++)
        {
            using PdfSource source = PdfSource.FromMemory(bytes.ToArray());
            using PdfDocument opened = PdfDocument.Open(source);
            var update = new PdfUpdate(opened);
            PdfReference proof = update.Add(new PdfStream([], new byte[1000]));
            if (opened.Current.Catalog["DSS"] is PdfReference place)
            {
                PdfArray certificates = opened.Current.Get<PdfArray>((PdfDictionary)opened.Current.Resolve(place), "Certs")!;
                update.Replace(place, new PdfDictionary { { "Certs", new PdfArray(certificates.TakeLast(20).Append(proof).ToArray()) } });
            }
            else
            {
                PdfDictionary catalog = opened.Current.Catalog.Clone();
                catalog["DSS"] = update.Add(new PdfDictionary { { "Certs", new PdfArray(proof) } });
                update.ReplaceCatalog(catalog);
            }
            bytes.Write(update.Write().Bytes.Span);
        }
        return bytes.ToArray();
    }
}
