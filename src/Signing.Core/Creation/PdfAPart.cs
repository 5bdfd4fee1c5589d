using System.Globalization;
using System.Xml;
using Signing.Core.Pdf;

namespace Signing.Core.Creation;

/// <summary>Which part of ISO 19005 (PDF/A) a document says that it conforms to, as its XMP metadata has it (ISO 19005-1, 6.7.11).</summary>
internal static class PdfAPart
{
    private const string Identification = "http://www.aiim.org/pdfa/ns/id/";
    private const int LargestMetadata = 4 << 20;

    private static readonly XmlReaderSettings Hostile = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LargestMetadata };

    /// <returns>The part; null where the document claims none, or its metadata cannot be read.</returns>
    internal static int? Read(PdfView view)
    {
        if (view.Get<PdfStream>(view.Catalog, "Metadata") is not { Length: <= LargestMetadata } metadata)
        {
            return null;
        }
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(view.Decode(metadata)), Hostile);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && Part(reader) is { } part)
                {
                    return part;
                }
            }
        }
        catch (Exception broken) when (broken is XmlException || (broken as SigningException)?.Code == ErrorCodes.PdfDamaged)
        {
            // Broken metadata is no reason not to sign; and a document with it is no PDF/A.
        }
        return null;
    }

    /// <summary>A property of XMP is an element or an attribute.</summary>
    private static int? Part(XmlReader reader)
    {
        string? text = reader.LocalName == "part" && reader.NamespaceURI == Identification
            ? reader.ReadElementContentAsString()
            : reader.GetAttribute("part", Identification);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int part) ? part : null;
    }
}
