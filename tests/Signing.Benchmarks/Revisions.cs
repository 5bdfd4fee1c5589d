using Signing.Core.Pdf;

namespace Signing.Benchmarks;

/// <summary>Documents of many revisions.</summary>
internal static class Revisions
{
    internal static byte[] Document(int revisions)
    {
        var bytes = new MemoryStream();
        bytes.Write(Workshop.Document(1000));
        for (int i = 1; i < revisions; i++)
        {
            using PdfSource source = PdfSource.FromMemory(bytes.ToArray());
            using PdfDocument document = PdfDocument.Open(source);
            var update = new PdfUpdate(document);
            update.Add(PdfInteger.Of(i));
            bytes.Write(update.Write().Bytes.Span);
        }
        return bytes.ToArray();
    }

    internal static Task OpenAsync(byte[] bytes)
    {
        using PdfSource source = PdfSource.FromMemory(bytes);
        using PdfDocument document = PdfDocument.Open(source);
        return Task.CompletedTask;
    }
}
