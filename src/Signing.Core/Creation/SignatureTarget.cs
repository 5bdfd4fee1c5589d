using System.Globalization;
using Signing.Core.Pdf;
using Signing.Core.Pdf.Encryption;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Creation;

/// <summary>The field that a signature goes into, an existing empty one or a new invisible one, and what field and document demand.</summary>
internal sealed class SignatureTarget
{
    private const int Anything = 3;

    private SignatureTarget(PdfDocument document, string name, PdfField? existing)
    {
        Document = document;
        Name = name;
        Existing = existing;
        if (existing is not null)
        {
            Seed = SeedValue.Read(document.Current, existing);
            ReadLock(document.Current, existing);
        }
    }

    internal PdfDocument Document { get; }

    /// <summary>The full name.</summary>
    internal string Name { get; }

    /// <summary>The empty field; null where a new one is made.</summary>
    internal PdfField? Existing { get; }

    /// <summary>Whether the document has signatures already.</summary>
    internal bool IsFurther { get; private set; }

    /// <summary>What the field demands.</summary>
    internal SeedValue? Seed { get; }

    /// <summary>The fields that the field's lock names; null where it has none.</summary>
    internal FieldMdpReport? LockedFields { get; private set; }

    /// <summary>What the signature shall permit afterwards, as DocMDP counts it (ISO 32000-2, table 257); null where it says nothing.</summary>
    internal int? Permission { get; private set; }

    /// <summary>Finds the field, or a name for a new one, and asks the document's own signatures whether they permit it.</summary>
    internal static SignatureTarget Find(PdfDocument document, SignatureOptions options)
    {
        IReadOnlyList<PdfField> fields = ReadFields(document);
        if (document.Revisions.Count > 1)
        {
            // A signature is judged with the revisions before it: they must be sound too.
            SignatureScanner.Scan(document);
        }
        SignatureTarget target = options.Field is { } name
            ? new SignatureTarget(document, name, FindEmpty(fields, name))
            : new SignatureTarget(document, NewName(fields), null);
        target.IsFurther = fields.Any(IsSigned);
        target.CheckEncryption();
        int inForce = target.CheckPermissions(fields);
        if (options.Certify is { } certify)
        {
            target.CheckFirst(fields);
            target.Permission = Math.Min(target.Permission ?? Anything, (int)certify);
        }
        if (target.Permission is { } permission)
        {
            // A later signature takes permissions away and gives none (ISO 32000-2, table 236).
            target.Permission = Math.Min(permission, inForce);
        }
        return target;
    }

    /// <summary>
    /// A name for the field of a document time-stamp. No certification and no lock stands against it (ISO 32000-2, 12.8.2.2.2), but
    /// the encryption's permissions may.
    /// </summary>
    internal static SignatureTarget ForTimestamp(PdfDocument document)
    {
        var target = new SignatureTarget(document, NewName(PdfForm.Read(document.Current).Fields), null);
        target.CheckEncryption();
        return target;
    }

    /// <summary>The fields of a document that may be added to: it is open, nothing hides behind its end, and no damage touches a signature.</summary>
    internal static IReadOnlyList<PdfField> ReadFields(PdfDocument document)
    {
        document.Security?.RequireOpen();
        document.CheckTail();
        IReadOnlyList<PdfField> fields = PdfForm.Read(document.Current).Fields;
        if (document.IsRepaired && (document.SignatureMarks.Count > 0 || fields.Any(IsSigned)))
        {
            // Whatever is written now would cover up what the damage did to those signatures.
            throw PdfError.SignedDamaged(document.Damages[0]);
        }
        return fields;
    }

    private static PdfField FindEmpty(IReadOnlyList<PdfField> fields, string name)
    {
        PdfField field = fields.FirstOrDefault(f => f.Type == "Sig" && f.FullName == name)
            ?? throw Error.Of(ErrorCodes.FieldUnknown, ("field", name));
        if (field.Value is not (null or PdfNull))
        {
            throw Error.Of(ErrorCodes.FieldSigned, ("field", name));
        }
        return field.Reference is not null
            ? field
            : throw Error.Of(ErrorCodes.PdfDamaged, ("what", $"the field '{name}' is not an indirect object"), ("offset", field.Dictionary.Offset));
    }

    private static string NewName(IReadOnlyList<PdfField> fields)
    {
        // A parent's name is taken too: the top-level names are what a new top-level field must differ from.
        var taken = fields.Select(static f => f.FullName.Split('.', 2)[0]).ToHashSet(StringComparer.Ordinal);
        for (int i = 1; ; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"Signature{i}");
            if (!taken.Contains(name))
            {
                return name;
            }
        }
    }

    /// <summary>A field's <c>/Lock</c> (ISO 32000-2, 12.7.5.5) becomes the signature's own FieldMDP, its <c>/P</c> the DocMDP.</summary>
    private void ReadLock(PdfView view, PdfField field)
    {
        if (view.Get<PdfDictionary>(field.Dictionary, "Lock") is { } fieldLock)
        {
            LockedFields = SignaturePermissions.FieldAction(view, fieldLock);
            Permission = SignaturePermissions.Read(view, field, signature: []).Lock;
        }
    }

    /// <summary>What the author of an encrypted document permits to whoever is not the owner (ISO 32000-2, table 22).</summary>
    private void CheckEncryption()
    {
        if (Document.Security is not { } security)
        {
            return;
        }
        if (security.HasMac || Document.Trailer["AuthCode"] is not null)
        {
            throw NotPermitted("A MAC protects its integrity (ISO/TS 32004), and any signature would break it.");
        }
        PdfPermissions permitted = security.Permissions;
        if (security.IsOwner || (Existing is null ? permitted is { Modify: true, Annotate: true } : permitted.Annotate || permitted.FillForms))
        {
            return;
        }
        throw NotPermitted(Existing is null
            ? "A new signature field needs the permissions of bits 4 (modify) and 6 (annotate); give the owner password."
            : "Signing in an existing field needs the permission of bit 6 (annotate) or bit 9 (fill in forms); give the owner password.");
    }

    /// <returns>The strictest permission that the document's signatures have set so far.</returns>
    private int CheckPermissions(IReadOnlyList<PdfField> fields)
    {
        int inForce = Anything;
        foreach (PdfField signed in fields.Where(IsSigned))
        {
            PermissionsReport permissions = SignaturePermissions.Read(Document.Current, signed, (PdfDictionary)signed.Value!);
            inForce = Math.Min(inForce, permissions.Effective());
            if (inForce == 1)
            {
                throw NotPermitted($"The signature in '{signed.FullName}' permits no change (DocMDP P = 1).");
            }
            if (permissions.FieldMdp.Locks(Name))
            {
                throw NotPermitted($"The signature in '{signed.FullName}' locks the field '{Name}' (FieldMDP).");
            }
        }
        return inForce;
    }

    /// <summary>ISO 32000-2, 12.8.2.2.1: one certification signature, before any other.</summary>
    private void CheckFirst(IReadOnlyList<PdfField> fields)
    {
        PdfView view = Document.Current;
        bool isCertified = view.Get<PdfDictionary>(view.Catalog, "Perms") is { } permissions && view.Get<PdfDictionary>(permissions, "DocMDP") is not null;
        if (isCertified || fields.Any(IsSigned))
        {
            throw NotPermitted("A certification signature must be the first signature of a document.");
        }
    }

    private static bool IsSigned(PdfField field) => field is { Type: "Sig", Value: PdfDictionary };

    private static SigningException NotPermitted(string detail) => Error.Of(ErrorCodes.PdfNotPermitted, ("detail", detail));
}
