using System.Globalization;
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.AcroForms;
using UglyToad.PdfPig.AcroForms.Fields;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace Signing.Core.Tests.Readers;

/// <summary>PdfPig's reading.</summary>
internal sealed class PdfPigReading
{
    private const int MostPages = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IReadOnlySet<string> _objects;
    private readonly Reading _reading = new();

    private PdfPigReading(PdfDocument document, IReadOnlySet<string> objects)
    {
        _objects = objects;
        _reading.Items["pages"] = document.NumberOfPages.ToString(CultureInfo.InvariantCulture);
        for (int i = 1; i <= Math.Min(MostPages, document.NumberOfPages); i++)
        {
            int number = i;
            Try(() => ReadPage(document.GetPage(number)));
        }
        Try(() =>
        {
            if (document.TryGetForm(out AcroForm form))
            {
                ReadFields(form.Fields, "");
            }
        });
        foreach (string name in objects)
        {
            int[] id = [.. name.Split(' ')[..2].Select(static n => int.Parse(n, CultureInfo.InvariantCulture))];
            Try(() => _reading.Items[$"object {id[0]} {id[1]}"] = Value(document.Structure.GetObject(new IndirectReference(id[0], id[1])).Data));
        }
    }

    /// <param name="path">The document.</param>
    /// <param name="objects">The objects to read, as <c>7 0 R</c>; references to others lead to nothing.</param>
    internal static async Task<Reading> ReadAsync(string path, IReadOnlySet<string> objects)
    {
        try
        {
            return await Task.Run(() =>
            {
                using var document = PdfDocument.Open(path, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
                return new PdfPigReading(document, objects)._reading;
            }).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return new Reading { Refusal = "it takes too long" };
        }
        catch (Exception any) when (any is not OutOfMemoryException)
        {
            return new Reading { Refusal = "it throws" };
        }
    }

    /// <summary>It throws whatever comes; what it does not read it says nothing of.</summary>
    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (Exception any) when (any is not OutOfMemoryException)
        {
        }
    }

    private void ReadPage(Page page)
    {
        PdfRectangle box = page.MediaBox.Bounds;
        _reading.Items[$"page {page.Number} MediaBox"] = Reading.Box([box.Left, box.Bottom, box.Right, box.Top]);
        _reading.Items[$"page {page.Number} Rotate"] = page.Rotation.Value.ToString(CultureInfo.InvariantCulture);
    }

    private void ReadFields(IEnumerable<AcroFieldBase> fields, string above)
    {
        foreach (AcroFieldBase field in fields)
        {
            string own = field.Information.PartialName ?? "";
            string name = own.Length == 0 ? above : above.Length == 0 ? own : $"{above}.{own}";
            switch (field)
            {
                case AcroNonTerminalField group:
                    ReadFields(group.Children, name);
                    break;
                case AcroTextField text:
                    _reading.Items.TryAdd($"field {name}", $"/Tx {text.Value}");
                    break;
                default:
                    _reading.Items.TryAdd($"field {name}", $"{Type(field.FieldType)} ");
                    break;
            }
        }
    }

    private static string Type(AcroFieldType type) => type switch
    {
        AcroFieldType.Text => "/Tx",
        AcroFieldType.ComboBox or AcroFieldType.ListBox => "/Ch",
        AcroFieldType.Signature => "/Sig",
        _ => "/Btn",
    };

    private string Value(IToken token) => token switch
    {
        BooleanToken boolean => boolean.Data ? "true" : "false",
        NumericToken number => Reading.Number(number.Double),
        NameToken name => Name(name.Data),
        StringToken text => Reading.Text(text.GetBytes()),
        HexToken hex => Reading.Text([.. hex.Bytes]),
        IndirectReferenceToken reference => Reference(reference.Data),
        ArrayToken array => Reading.Array(array.Data.Select(Value)),
        DictionaryToken dictionary => Reading.Dictionary(Entries(dictionary)),
        StreamToken stream => Reading.Stream(Entries(stream.StreamDictionary)),
        ObjectToken inner => Value(inner.Data),
        _ => "null",
    };

    private IEnumerable<(string Key, string Value)> Entries(DictionaryToken dictionary) => dictionary.Data.Select(entry => (Name(entry.Key), Value(entry.Value)));

    private string Reference(IndirectReference reference)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{reference.ObjectNumber} {reference.Generation} R");
        return _objects.Contains(name) ? name : "null";
    }

    private static string Name(string name) => Reading.Name(Encoding.Latin1.GetBytes(name));
}
