using Signing.Core.Pdf;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>What viewers note of themselves in a document that has an information dictionary and XMP.</summary>
internal static class Described
{
    /// <summary>Sets date and tool where the document has places for them: in place, as viewers do.</summary>
    internal static void Touch(Increment update, string tool)
    {
        if (update.View.Trailer["Info"] is not null)
        {
            update.SetInfo($"/ModDate(D:20260101120000+07'00')/Producer({tool})");
        }
        if (update.View.Catalog["Metadata"] is PdfReference metadata)
        {
            update.Put(metadata.Number, "<</Type/Metadata/Subtype/XML>>", System.Text.Encoding.UTF8.GetBytes(Xmp("2026-01-01T12:00:00+07:00", tool)));
        }
    }

    internal static string Xmp(string modified, string tool) => $"""
        <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <xmp:CreateDate>2025-12-01T08:00:00+07:00</xmp:CreateDate><xmp:ModifyDate>{modified}</xmp:ModifyDate><xmp:MetadataDate>{modified}</xmp:MetadataDate>
        <pdf:Producer>{tool}</pdf:Producer><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Decision</rdf:li></rdf:Alt></dc:title>
        </rdf:Description></rdf:RDF></x:xmpmeta>
        <?xpacket end="w"?>
        """;
}
