using System.Security.Cryptography;
using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Creation;

/// <summary>What a signature forbids from now on: its signature reference dictionaries (ISO 32000-2, 12.8.1, table 256).</summary>
internal static class SignatureReferences
{
    /// <param name="view">The document as it is.</param>
    /// <param name="permission">The access permission for DocMDP; null for none.</param>
    /// <param name="fields">The fields that the signature locks; null for none.</param>
    /// <param name="digest">The signature's digest.</param>
    internal static PdfArray Build(PdfView view, int? permission, FieldMdpReport? fields, HashAlgorithmName digest)
    {
        var references = new PdfArray();
        if (permission is { } p)
        {
            references.Add(Reference("DocMDP", digest, [], new PdfDictionary { { "P", PdfInteger.Of(p) } }));
        }
        if (fields is not null)
        {
            // FieldMDP alone must say what it is analysed on: the document, by its catalog.
            references.Add(Reference("FieldMDP", digest, new PdfDictionary { { "Data", view.CatalogReference } }, FieldParameters(fields)));
        }
        return references;
    }

    private static PdfDictionary FieldParameters(FieldMdpReport fields)
    {
        var parameters = new PdfDictionary { { "Action", new PdfName(fields.Action) } };
        if (fields.Action != "All")
        {
            parameters.Add("Fields", new PdfArray(fields.Fields.Select(PdfString.FromText).ToArray()));
        }
        return parameters;
    }

    private static PdfDictionary Reference(string method, HashAlgorithmName digest, PdfDictionary entries, PdfDictionary parameters)
    {
        parameters["Type"] = new PdfName("TransformParams");
        parameters["V"] = new PdfName("1.2");
        entries["Type"] = new PdfName("SigRef");
        entries["TransformMethod"] = new PdfName(method);
        entries["TransformParams"] = parameters;
        entries["DigestMethod"] = new PdfName(digest.Name!);
        return entries;
    }
}
