using Signing.Core.Pdf;

namespace Signing.Core.Verification;

/// <summary>
/// The document security store (ISO 32000-2, 12.8.4.3) as it was in each revision that a document time-stamp closes, and as it is now.
/// </summary>
internal sealed class ValidationStore
{
    private const int MaxItems = 1000;

    private readonly List<EmbeddedObject> _certificates = [];
    private readonly List<EmbeddedObject> _ocspResponses = [];
    private readonly List<EmbeddedObject> _crls = [];
    private readonly HashSet<CrossReferenceEntry> _seen = [];

    private ValidationStore()
    {
    }

    internal IReadOnlyList<EmbeddedObject> Certificates => _certificates;

    internal IReadOnlyList<EmbeddedObject> OcspResponses => _ocspResponses;

    internal IReadOnlyList<EmbeddedObject> Crls => _crls;

    /// <param name="document">The document.</param>
    /// <param name="timestamped">The revisions that a document time-stamp closes.</param>
    internal static ValidationStore Read(PdfDocument document, IEnumerable<int> timestamped)
    {
        var store = new ValidationStore();
        foreach (int revision in timestamped.Append(document.Revisions.Count).Distinct().Order())
        {
            store.Read(document.At(revision), revision);
        }
        return store;
    }

    private void Read(PdfView view, int revision)
    {
        if (view.Get<PdfDictionary>(view.Catalog, "DSS") is not { } store)
        {
            return;
        }
        Take(view, store, "Certs", _certificates, revision);
        Take(view, store, "OCSPs", _ocspResponses, revision);
        Take(view, store, "CRLs", _crls, revision);
        // What a signature's own entry lists should stand in the arrays above too; some writers leave it out there.
        PdfDictionary related = view.Get<PdfDictionary>(store, "VRI") ?? [];
        foreach ((string signature, _) in related.Take(MaxItems))
        {
            if (view.Get<PdfDictionary>(related, signature) is { } entry)
            {
                Take(view, entry, "Cert", _certificates, revision);
                Take(view, entry, "OCSP", _ocspResponses, revision);
                Take(view, entry, "CRL", _crls, revision);
            }
        }
    }

    private void Take(PdfView view, PdfDictionary holder, string key, List<EmbeddedObject> objects, int revision)
    {
        foreach (PdfObject item in (view.Get<PdfArray>(holder, key) ?? []).Take(MaxItems))
        {
            // The same bytes of the file were read in an earlier revision already.
            bool isNew = item is not PdfReference reference || !view.TryGet(reference.Number, out CrossReferenceEntry entry) || _seen.Add(entry);
            if (isNew && objects.Count < MaxItems && Decode(view, item) is { } der)
            {
                objects.Add(new EmbeddedObject(der, revision));
            }
        }
    }

    /// <summary>The bytes of an item of the store; null where they cannot be read: a proof that cannot be read is none.</summary>
    internal static byte[]? Decode(PdfView view, PdfObject item)
    {
        try
        {
            return view.Resolve(item) is PdfStream stream ? view.Decode(stream) : null;
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            return null;
        }
    }
}
