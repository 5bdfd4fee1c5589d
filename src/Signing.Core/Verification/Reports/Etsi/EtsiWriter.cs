using System.Globalization;
using System.Text;
using System.Xml;

namespace Signing.Core.Verification.Reports.Etsi;

/// <summary>Writes elements of the validation report. What XML cannot hold is replaced, whoever wrote it.</summary>
internal sealed class EtsiWriter : IDisposable
{
    private readonly XmlWriter _xml;

    internal EtsiWriter(Stream output) => _xml = XmlWriter.Create(output, new XmlWriterSettings
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        CloseOutput = false,
    });

    public void Dispose() => _xml.Dispose();

    internal void Root(string name, Action content)
    {
        _xml.WriteStartDocument();
        _xml.WriteStartElement(null, name, EtsiUris.Report);
        _xml.WriteAttributeString("xmlns", "ds", null, EtsiUris.XmlDsig);
        _xml.WriteAttributeString("xmlns", "xades", null, EtsiUris.Xades);
        _xml.WriteAttributeString("xmlns", "tsl", null, EtsiUris.TrustedList);
        content();
        _xml.WriteEndElement();
        _xml.WriteEndDocument();
    }

    internal void In(string name, Action content, string space = EtsiUris.Report)
    {
        _xml.WriteStartElement(name, space);
        content();
        _xml.WriteEndElement();
    }

    internal void Element(string name, string text, string space = EtsiUris.Report) => _xml.WriteElementString(name, space, Clean(text));

    internal void Element(string name, bool value) => Element(name, value ? "true" : "false");

    internal void Element(string name, DateTimeOffset time) =>
        Element(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    internal void Base64(string name, ReadOnlySpan<byte> bytes, string space = EtsiUris.Report)
    {
        _xml.WriteStartElement(name, space);
        byte[] copy = bytes.ToArray();
        _xml.WriteBase64(copy, 0, copy.Length);
        _xml.WriteEndElement();
    }

    internal void Attribute(string name, string value) => _xml.WriteAttributeString(name, Clean(value));

    internal void Text(string text) => _xml.WriteString(Clean(text));

    /// <summary>A digest of type <c>XAdES:DigestAlgAndValueType</c>.</summary>
    internal void Digest(string name, string method, ReadOnlySpan<byte> value, string space = EtsiUris.Report)
    {
        byte[] digest = value.ToArray();
        In(name, () =>
        {
            In("DigestMethod", () => Attribute("Algorithm", method), EtsiUris.XmlDsig);
            Base64("DigestValue", digest, EtsiUris.XmlDsig);
        }, space);
    }

    /// <summary>A reference to validation objects.</summary>
    internal void Reference(string name, params IEnumerable<string> ids) => In(name, () => Attribute("VOReference", string.Join(' ', ids)));

    private static string Clean(string text)
    {
        if (text.All(static c => XmlConvert.IsXmlChar(c)))
        {
            return text;
        }
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // A pair of surrogates is a character of XML, one of them alone became U+FFFD already.
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        }
        return clean.ToString();
    }
}
