using System.Globalization;
using System.Text;
using Signing.Core.Pdf;

namespace Signing.Core.Tests.Readers;

/// <summary>Our own reading.</summary>
internal sealed class OwnReading
{
    private readonly PdfView _view;
    private readonly IReadOnlySet<string> _objects;
    private readonly Reading _reading = new();

    private OwnReading(PdfView view, IReadOnlySet<string> objects)
    {
        _view = view;
        _objects = objects;
    }

    /// <param name="path">The document.</param>
    /// <param name="objects">The objects to read, as <c>7 0 R</c>; references to others lead to nothing.</param>
    internal static Reading Read(string path, IReadOnlySet<string> objects)
    {
        try
        {
            using PdfSource source = PdfSource.Open(path);
            return PdfDocument.Read(source, new PdfBudget(), TimeProvider.System, password: null, document =>
            {
                var own = new OwnReading(document.Current, objects);
                own.ReadAll();
                return own._reading;
            });
        }
        catch (SigningException refused)
        {
            return new Reading { Refusal = refused.Code };
        }
    }

    private void ReadAll()
    {
        PdfPage[] pages = [.. PdfPages.All(_view)];
        _reading.Items["pages"] = pages.Length.ToString(CultureInfo.InvariantCulture);
        foreach (PdfPage page in pages)
        {
            if (page.MediaBox is { Count: 4 } box && box.Select(_view.Resolve).OfType<PdfNumber>().ToArray() is { Length: 4 } sides)
            {
                _reading.Items[$"page {page.Index + 1} MediaBox"] = Reading.Box(sides.Select(static side => side.ToDouble()));
            }
            _reading.Items[$"page {page.Index + 1} Rotate"] = page.Rotate.ToString(CultureInfo.InvariantCulture);
        }
        foreach (PdfField field in PdfForm.Read(_view).Fields)
        {
            string value = field is { Type: "Tx", Value: PdfString text } ? text.ToText() : "";
            _reading.Items.TryAdd($"field {field.FullName}", $"/{field.Type} {value}");
        }
        foreach (string name in _objects)
        {
            int[] id = [.. name.Split(' ')[..2].Select(static n => int.Parse(n, CultureInfo.InvariantCulture))];
            // Others also find what a number was before it was freed and used again, and what no cross-reference names.
            if (_view.TryGet(id[0], out CrossReferenceEntry entry) && entry.Generation == id[1])
            {
                _reading.Items[$"object {id[0]} {id[1]}"] = ReadObject(id[0]);
            }
        }
    }

    private string ReadObject(int number)
    {
        try
        {
            return Value(_view.GetObject(number));
        }
        catch (SigningException refused) when (_view.Document.IsRepaired)
        {
            return refused.Code;
        }
    }

    private string Value(PdfObject value) => value switch
    {
        PdfBoolean boolean => boolean.Value ? "true" : "false",
        PdfNumber number => Reading.Number(number.ToDouble()),
        PdfName name => Name(name.Value),
        PdfString text => Reading.Text(text.Value),
        PdfReference reference => _objects.Contains(reference.ToString()) ? reference.ToString() : "null",
        PdfArray array => Reading.Array(array.Select(Value)),
        PdfDictionary dictionary => Reading.Dictionary(Entries(dictionary)),
        PdfStream stream => Reading.Stream(Entries(stream.Dictionary)),
        _ => "null",
    };

    private IEnumerable<(string Key, string Value)> Entries(PdfDictionary dictionary) => dictionary.Select(entry => (Name(entry.Key), Value(entry.Value)));

    private static string Name(string name) => Reading.Name(Encoding.Latin1.GetBytes(name));
}
