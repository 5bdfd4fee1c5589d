using System.Text;
using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

/// <summary>Short ways to say what the tests of this room say often.</summary>
internal static class PdfTesting
{
    internal static PdfDocument Open(byte[] bytes, PdfBudget? budget = null, string? password = null) => PdfDocument.Open(PdfSource.FromMemory(bytes), budget, password: password);

    internal static PdfDocument Open(string text, PdfBudget? budget = null) => Open(Encoding.Latin1.GetBytes(text), budget);

    internal static SigningException Fails(byte[] bytes, string code, PdfBudget? budget = null)
    {
        SigningException error = Assert.Throws<SigningException>(() => ReadAll(bytes, budget));
        Assert.Equal(code, error.Code);
        return error;
    }

    internal static byte[] Replace(byte[] bytes, string old, string replacement)
    {
        string text = Encoding.Latin1.GetString(bytes);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text.Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary>Reads everything that there is to read in every revision.</summary>
    internal static void ReadAll(byte[] bytes, PdfBudget? budget = null)
    {
        using PdfDocument document = Open(bytes, budget);
        foreach (PdfRevision revision in document.Revisions)
        {
            PdfView view = document.At(revision.Number);
            _ = PdfPages.Count(view);
            _ = PdfForm.Read(view).Fields.Count;
            foreach (CrossReferenceEntry entry in view.Entries)
            {
                if (view.Find(entry.Number)?.Value is PdfStream stream)
                {
                    view.Decode(stream);
                }
            }
        }
    }

    internal static string Text(PdfView view, int number) => view.GetObject(number).ToString()!;
}
