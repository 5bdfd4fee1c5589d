using System.Text;
using System.Xml;
using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>The properties of an XMP packet (ISO 16684-1, 7), each as its name with its namespace, and what is written in it.</summary>
internal static class XmpProperties
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";
    private const string Xmlns = "http://www.w3.org/2000/xmlns/";
    private const int LongestPacket = 4 << 20;
    private const int MostNested = 100;

    private static readonly HashSet<string> Incidental = new(StringComparer.Ordinal)
    {
        "{http://ns.adobe.com/xap/1.0/}ModifyDate",
        "{http://ns.adobe.com/xap/1.0/}MetadataDate",
        "{http://ns.adobe.com/xap/1.0/}CreatorTool",
        "{http://ns.adobe.com/pdf/1.3/}Producer",
        "{http://ns.adobe.com/xap/1.0/mm/}InstanceID",
        "{http://ns.adobe.com/xap/1.0/mm/}VersionID",
        "{http://ns.adobe.com/xap/1.0/mm/}History",
    };

    /// <summary>Whether a property is a date, or says which program wrote the file.</summary>
    internal static bool IsIncidental(string name) => Incidental.Contains(name);

    /// <returns>The properties; null where the packet cannot be read.</returns>
    internal static Dictionary<string, string>? Read(PdfView view, PdfStream stream)
    {
        try
        {
            byte[] packet = view.Decode(stream);
            return packet.Length > LongestPacket ? null : Read(packet.AsSpan().TrimEnd("\0\t\n\r "u8).ToArray(), view.Document.Meter);
        }
        catch (XmlException)
        {
            return null;
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Read(byte[] packet, BudgetMeter meter)
    {
        var properties = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        using var reader = XmlReader.Create(new MemoryStream(packet), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = LongestPacket,
        });
        int described = -1;
        while (reader.Read())
        {
            meter.Tick();
            if (reader.Depth > MostNested)
            {
                throw new XmlException("It nests too deeply.");
            }
            if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == described)
            {
                described = -1;
            }
            else if (reader.NodeType == XmlNodeType.Element && described < 0 && reader.NamespaceURI == Rdf && reader.LocalName == "Description")
            {
                described = reader.IsEmptyElement ? -1 : reader.Depth;
                ReadAttributes(reader, properties);
            }
            else if (described >= 0)
            {
                ReadProperty(reader, properties, meter);
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                Add(properties, "text", reader.Value);
            }
        }
        return properties.ToDictionary(static property => property.Key, static property => property.Value.ToString(), StringComparer.Ordinal);
    }

    /// <summary>Simple properties may be attributes of what describes them.</summary>
    private static void ReadAttributes(XmlReader reader, Dictionary<string, StringBuilder> properties)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI is not (Rdf or Xml or Xmlns))
            {
                Add(properties, Name(reader), reader.Value);
            }
        }
        reader.MoveToElement();
    }

    /// <summary>One property to its end: the names, attributes and texts within it.</summary>
    private static void ReadProperty(XmlReader reader, Dictionary<string, StringBuilder> properties, BudgetMeter meter)
    {
        if (reader.NodeType is XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
        {
            return;
        }
        if (reader.NodeType != XmlNodeType.Element)
        {
            Add(properties, "text", reader.Value);
            return;
        }
        string name = Name(reader);
        var value = new StringBuilder();
        using XmlReader inner = reader.ReadSubtree();
        while (inner.Read())
        {
            meter.Tick();
            if (inner.Depth > MostNested)
            {
                throw new XmlException("It nests too deeply.");
            }
            switch (inner.NodeType)
            {
                case XmlNodeType.Element:
                    if (inner.Depth > 0)
                    {
                        value.Append('<').Append(Name(inner));
                    }
                    while (inner.MoveToNextAttribute())
                    {
                        if (inner.NamespaceURI != Xmlns)
                        {
                            value.Append(' ').Append(Name(inner)).Append('=').Append(inner.Value);
                        }
                    }
                    inner.MoveToElement();
                    break;
                case XmlNodeType.EndElement when inner.Depth > 0:
                    value.Append('>');
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    value.Append(inner.Value);
                    break;
            }
        }
        Add(properties, name, value.ToString());
    }

    /// <summary>The namespace and the name: which prefix stands for it does not count.</summary>
    private static string Name(XmlReader reader) => $"{{{reader.NamespaceURI}}}{reader.LocalName}";

    private static void Add(Dictionary<string, StringBuilder> properties, string name, string value)
    {
        if (!properties.TryGetValue(name, out StringBuilder? text))
        {
            properties.Add(name, text = new StringBuilder());
        }
        text.Append(value).Append('|');
    }
}
