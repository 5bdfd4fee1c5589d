using Signing.Core.Creation.Augmentation;
using System.Security.Cryptography;
using Signing.Core.Pdf;

namespace Signing.Core.Creation;

/// <summary>
/// Writes the one incremental update that a signature takes: the signature dictionary, its field, and where the field is
/// new also the page and the form that must know of it. Nothing else is touched.
/// </summary>
internal sealed class SignatureUpdate
{
    private const int PrintAndLocked = 4 | 128;
    private const int MostMendedBytes = 256 << 20;
    private const int SignaturesExistAppendOnly = 1 | 2;

    private readonly PdfView _view;
    private readonly PdfUpdate _update;
    private PdfDictionary? _catalog;

    private SignatureUpdate(PdfDocument document)
    {
        _view = document.Current;
        _update = new PdfUpdate(document);
    }

    /// <param name="target">Where the signature goes.</param>
    /// <param name="options">What the caller asks for.</param>
    /// <param name="digest">The signature's digest.</param>
    /// <param name="signingTime">The claimed time.</param>
    /// <param name="contentsSize">How many bytes to reserve for the CMS.</param>
    /// <param name="ambiguous">Objects that are written anew, as they were read, so that no reader reads anything else.</param>
    internal static PdfUpdateResult Write(
        SignatureTarget target, SignatureOptions options, HashAlgorithmName digest, DateTimeOffset signingTime, int contentsSize, IEnumerable<int> ambiguous)
    {
        var writer = new SignatureUpdate(target.Document);
        PdfArray references = SignatureReferences.Build(writer._view, target.Permission, target.LockedFields, digest);
        PdfReference signature = writer.Add(target, SignatureDictionary.Build(options, signingTime, references, contentsSize));
        if (options.Certify is not null)
        {
            writer.Certify(signature);
        }
        return writer.Finish(ambiguous);
    }

    /// <summary>The same for a document time-stamp.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="contentsSize">How many bytes to reserve for the token.</param>
    internal static PdfUpdateResult WriteTimestamp(SignatureTarget target, int contentsSize)
    {
        var writer = new SignatureUpdate(target.Document);
        writer.Add(target, SignatureDictionary.BuildTimestamp(contentsSize));
        if (DeveloperExtensions.Missing(target.Document) is { } extensions)
        {
            writer.Catalog["Extensions"] = extensions;
        }
        return writer.Finish([]);
    }

    private PdfReference Add(SignatureTarget target, PdfDictionary dictionary)
    {
        PdfReference signature = _update.Add(dictionary);
        PdfReference? added = target.Existing is { } field ? Fill(field, signature) : AddField(target.Name, signature);
        UpdateForm(added);
        return signature;
    }

    private void Mend(IEnumerable<int> ambiguous)
    {
        long length = 0;
        foreach (PdfIndirectObject found in ambiguous.Select(Find).OfType<PdfIndirectObject>())
        {
            length += (found.Value as PdfStream)?.Length ?? 0;
            if (length > MostMendedBytes)
            {
                throw PdfError.Budget("mendedStreams", MostMendedBytes);
            }
            _update.Rewrite(found);
        }
    }

    // A document that was repaired is as readable as it will ever be.
    private PdfIndirectObject? Find(int number)
    {
        try
        {
            return _view.Find(number);
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged && _view.Document.IsRepaired)
        {
            return null;
        }
    }

    private PdfUpdateResult Finish(IEnumerable<int> ambiguous)
    {
        if (_catalog is { } catalog)
        {
            _update.ReplaceCatalog(catalog);
        }
        Mend(ambiguous);
        return _update.Write();
    }

    /// <summary>The catalog for editing; replaced only when something asked for this.</summary>
    private PdfDictionary Catalog => _catalog ??= _view.Catalog.Clone();

    private PdfReference? Fill(PdfField field, PdfReference signature)
    {
        PdfDictionary filled = field.Dictionary.Clone();
        filled["V"] = signature;
        _update.Replace(field.Reference!, filled);
        return null;
    }

    /// <summary>A field merged with its widget, of no size: invisible (ISO 32000-2, 12.7.5.5).</summary>
    private PdfReference AddField(string name, PdfReference signature)
    {
        var field = new PdfDictionary
        {
            { "Type", new PdfName("Annot") },
            { "Subtype", new PdfName("Widget") },
            { "FT", new PdfName("Sig") },
            { "T", PdfString.FromText(name) },
            { "V", signature },
            { "F", PdfInteger.Of(PrintAndLocked) },
            { "Rect", new PdfArray(PdfInteger.Of(0), PdfInteger.Of(0), PdfInteger.Of(0), PdfInteger.Of(0)) },
        };
        if (PdfAPart.Read(_view) == 1)
        {
            // PDF/A-1 wants an appearance of every field (ISO 19005-1, 6.9); later parts let one without an area go without.
            field["AP"] = new PdfDictionary { { "N", _update.Add(BlankAppearance()) } };
        }
        if (PdfPages.Get(_view, 0) is not { Reference: { } place } page)
        {
            return _update.Add(field);
        }
        field["P"] = place;
        PdfReference added = _update.Add(field);
        AddAnnotation(page.Dictionary, place, added);
        return added;
    }

    private static PdfStream BlankAppearance() => new(
        new PdfDictionary
        {
            { "Type", new PdfName("XObject") },
            { "Subtype", new PdfName("Form") },
            { "BBox", new PdfArray(PdfInteger.Of(0), PdfInteger.Of(0), PdfInteger.Of(0), PdfInteger.Of(0)) },
            { "Resources", new PdfDictionary() },
        },
        ReadOnlyMemory<byte>.Empty);

    private void AddAnnotation(PdfDictionary page, PdfReference place, PdfReference widget)
    {
        PdfObject? annotations = page["Annots"];
        PdfArray list = _view.Resolve(annotations) is PdfArray present ? present.Clone() : new PdfArray();
        list.Add(widget);
        if (annotations is PdfReference indirect && _view.Resolve(annotations) is PdfArray)
        {
            _update.Replace(indirect, list);
            return;
        }
        PdfDictionary changed = page.Clone();
        changed["Annots"] = list;
        _update.Replace(place, changed);
    }

    /// <summary>Makes the form know the new field, if there is one, and that signatures exist (ISO 32000-2, table 225).</summary>
    private void UpdateForm(PdfReference? added)
    {
        PdfObject? form = _view.Catalog["AcroForm"];
        var present = _view.Resolve(form) as PdfDictionary;
        long flags = (_view.Resolve(present?["SigFlags"]) as PdfInteger)?.Value ?? 0;
        if (added is null && (flags & SignaturesExistAppendOnly) == SignaturesExistAppendOnly)
        {
            return;
        }

        PdfDictionary changed = present?.Clone() ?? [];
        bool changedItself = false;
        if (added is not null)
        {
            PdfObject? fields = present?["Fields"];
            PdfArray list = _view.Resolve(fields) is PdfArray presentFields ? presentFields.Clone() : new PdfArray();
            list.Add(added);
            if (fields is PdfReference indirectFields && _view.Resolve(fields) is PdfArray)
            {
                _update.Replace(indirectFields, list);
            }
            else
            {
                changed["Fields"] = list;
                changedItself = true;
            }
        }
        if ((flags & SignaturesExistAppendOnly) != SignaturesExistAppendOnly)
        {
            changed["SigFlags"] = PdfInteger.Of(flags | SignaturesExistAppendOnly);
            changedItself = true;
        }
        if (!changedItself)
        {
            return;
        }
        if (form is PdfReference indirect && present is not null)
        {
            _update.Replace(indirect, changed);
        }
        else
        {
            Catalog["AcroForm"] = changed;
        }
    }

    private void Certify(PdfReference signature)
    {
        PdfObject? permissions = _view.Catalog["Perms"];
        PdfDictionary changed = (_view.Resolve(permissions) as PdfDictionary)?.Clone() ?? [];
        changed["DocMDP"] = signature;
        if (permissions is PdfReference indirect && _view.Resolve(permissions) is PdfDictionary)
        {
            _update.Replace(indirect, changed);
        }
        else
        {
            Catalog["Perms"] = changed;
        }
    }
}
