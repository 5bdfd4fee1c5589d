using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Tests.Verification;

/// <summary>One incremental update of a document, as a test wants it: objects as PDF syntax, and a hole to sign into.</summary>
internal sealed class TestRevision : IDisposable
{
    private readonly byte[] _document;
    private readonly PdfDocument _opened;

    internal TestRevision(byte[] document)
    {
        _document = document;
        _opened = PdfDocument.Open(PdfSource.FromMemory(document));
        Update = new PdfUpdate(_opened);
    }

    internal PdfUpdate Update { get; }

    internal PdfView View => _opened.Current;

    /// <summary>A value from its syntax, to be edited.</summary>
    internal static PdfDictionary Dictionary(string syntax) => ((PdfDictionary)Parse(syntax)).Clone();

    internal static PdfObject Parse(string syntax)
    {
        var meter = new BudgetMeter(new PdfBudget(), TimeProvider.System);
        using var parser = new ObjectParser(PdfSource.FromMemory(Encoding.Latin1.GetBytes(syntax)), meter, new NameTable()) { HasPlaces = false };
        return parser.ReadValueAt(0);
    }

    /// <summary>A document with one more update.</summary>
    internal static byte[] Apply(byte[] document, Action<TestRevision> change)
    {
        using var revision = new TestRevision(document);
        change(revision);
        return revision.Write();
    }

    internal PdfReference Add(string syntax) => Update.Add(Parse(syntax));

    internal PdfReference Add(string dictionary, byte[] data) => Update.Add(new PdfStream(Dictionary(dictionary), data));

    internal TestRevision Put(int number, string syntax)
    {
        Update.Replace(new PdfReference(number, 0), Parse(syntax));
        return this;
    }

    internal TestRevision Put(int number, string dictionary, byte[] data)
    {
        Update.Replace(new PdfReference(number, 0), new PdfStream(Dictionary(dictionary), data));
        return this;
    }

    /// <summary>Gives one key of a dictionary another value; null takes it away.</summary>
    internal TestRevision Set(int number, string key, string? syntax) => Set(new PdfReference(number, 0), key, syntax is null ? null : Parse(syntax));

    internal TestRevision Set(PdfReference place, string key, PdfObject? value)
    {
        PdfDictionary changed = Take(place);
        changed.Remove(key);
        if (value is not null)
        {
            changed[key] = value;
        }
        Update.Replace(place, changed);
        return this;
    }

    internal TestRevision SetCatalog(string key, string? syntax) => Set(View.CatalogReference.Number, key, syntax);

    /// <summary>The object as it is in this update so far, else in the document, to be edited.</summary>
    internal PdfDictionary Take(PdfReference reference) =>
        (Update.Find(reference) as PdfDictionary ?? (PdfDictionary)View.Resolve(reference)).Clone();

    /// <summary>Changes the update's text behind the hole before it is signed; the byte range is set right again.</summary>
    internal Func<string, string>? Edit { get; set; }

    /// <summary>The document with this update.</summary>
    /// <param name="sign">Makes the CMS over the bytes around the hole; null where there is none.</param>
    internal byte[] Write(Func<byte[], byte[]>? sign = null)
    {
        PdfUpdateResult update = Update.Write();
        string text = Encoding.Latin1.GetString(update.Bytes.Span);
        byte[] whole = [.. _document, .. Encoding.Latin1.GetBytes(Edit?.Invoke(text) ?? text)];
        if (sign is not null)
        {
            int hole = _document.Length + update.HoleStart;
            int behind = hole + update.HoleLength;
            int range = _document.Length + text.IndexOf("/ByteRange", StringComparison.Ordinal) + "/ByteRange".Length;
            Encoding.ASCII.GetBytes($"[0 {hole} {behind} {whole.Length - behind}]".PadRight(36)).CopyTo(whole, Array.IndexOf(whole, (byte)'[', range));
            byte[] cms = sign([.. whole[..hole], .. whole[behind..]]);
            if (cms.Length > (update.HoleLength - 2) / 2)
            {
                throw new ArgumentException($"A CMS of {cms.Length} bytes does not fit into the hole.", nameof(sign));
            }
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(cms)).CopyTo(whole, hole + 1);
        }
        return whole;
    }

    public void Dispose() => _opened.Dispose();
}
