using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Signing.Core;
using Signing.Core.Pdf;

namespace Signing.Fuzz.Targets;

/// <summary>
/// What a document shows and does, apart from annotations and the form, as a text: a second opinion on what changed, which knows no rules.
/// </summary>
internal sealed class ShownContent
{
    private static readonly string[] Looked = ["Pages", "OpenAction", "AA", "Names", "Outlines", "OCProperties", "Perms"];
    private static readonly string[] PassedOver = ["Parent", "Annots", "LastModified", "PieceInfo", "Tabs", "StructParents"];

    private readonly PdfView _view;
    private readonly StringBuilder _text = new();
    private readonly HashSet<int> _seen = [];

    private ShownContent(PdfView view) => _view = view;

    /// <returns>The text; null where the document cannot be read.</returns>
    internal static string? Of(byte[] document)
    {
        try
        {
            using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(document), FuzzTarget.Budget);
            var content = new ShownContent(opened.Current);
            foreach (string key in Looked)
            {
                content.Write(opened.Current.Catalog[key] ?? PdfNull.Instance);
            }
            return content._text.ToString();
        }
        catch (SigningException unreadable) when (unreadable.Code.StartsWith("pdf.", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private void Write(PdfObject value)
    {
        switch (value)
        {
            case PdfReference reference when _seen.Add(reference.Number):
                _text.Append(CultureInfo.InvariantCulture, $"({reference.Number} ");
                Write(_view.Find(reference)?.Value ?? PdfNull.Instance);
                _text.Append(')');
                break;
            case PdfReference reference:
                _text.Append(CultureInfo.InvariantCulture, $"({reference.Number})");
                break;
            case PdfStream stream:
                Write(stream.Dictionary);
                byte[] raw = new byte[stream.Length];
                stream.ReadRaw(raw);
                _text.Append(Convert.ToHexString(SHA256.HashData(raw)));
                break;
            case PdfDictionary dictionary:
                foreach ((string key, PdfObject item) in dictionary.Where(static entry => entry.Value is not PdfNull).OrderBy(static entry => entry.Key, StringComparer.Ordinal))
                {
                    if (!PassedOver.Contains(key))
                    {
                        _text.Append(CultureInfo.InvariantCulture, $"/{key} ");
                        Write(item);
                    }
                }
                break;
            case PdfArray { Count: 1 } list:
                Write(list[0]);
                break;
            case PdfArray list:
                foreach (PdfObject item in list)
                {
                    _text.Append(' ');
                    Write(item);
                }
                break;
            case PdfNumber number:
                _text.Append(CultureInfo.InvariantCulture, $"{number.ToDouble()} ");
                break;
            case PdfString text:
                _text.Append(Convert.ToHexString(text.Value));
                break;
            default:
                _text.Append(CultureInfo.InvariantCulture, $"{value} ");
                break;
        }
    }
}
