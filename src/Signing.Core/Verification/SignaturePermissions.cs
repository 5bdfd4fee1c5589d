using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>
/// What a signature permits afterwards, read in the revision that it signed, so that a later revision cannot loosen it
/// (ISO 32000-2, 12.8.2).
/// </summary>
internal static class SignaturePermissions
{
    private const int DefaultPermission = 2;

    private static readonly FieldMdpReport LockAll = new() { Action = "All", Fields = [] };

    /// <param name="view">The revision that the signature closes.</param>
    /// <param name="field">Its field.</param>
    /// <param name="signature">Its dictionary; null where the field holds none.</param>
    internal static PermissionsReport Read(PdfView view, PdfField field, PdfDictionary? signature)
    {
        int? docMdp = null;
        FieldMdpReport? fieldMdp = null;
        if (view.Resolve(signature?["Reference"]) is PdfArray references)
        {
            foreach (PdfDictionary reference in references.Select(view.Resolve).OfType<PdfDictionary>())
            {
                var parameters = view.Resolve(reference["TransformParams"]) as PdfDictionary;
                switch ((view.Resolve(reference["TransformMethod"]) as PdfName)?.Value)
                {
                    // Two of a kind: the stricter one binds.
                    case "DocMDP":
                        int permission = Permission(view, parameters) ?? DefaultPermission;
                        docMdp = Math.Min(docMdp ?? permission, permission);
                        break;
                    case "FieldMDP":
                        fieldMdp = fieldMdp is null && parameters is not null ? FieldAction(view, parameters) : LockAll;
                        break;
                }
            }
        }
        var fieldLock = view.Resolve(field.Dictionary["Lock"]) as PdfDictionary;
        return new PermissionsReport
        {
            Certification = docMdp is not null && IsCertification(view, field),
            DocMdp = docMdp,
            Lock = fieldLock is null ? null : Permission(view, fieldLock),
            // A field's lock binds whoever signs it, also where the signature does not repeat it (12.7.5.5).
            FieldMdp = fieldMdp ?? (fieldLock is null ? null : FieldAction(view, fieldLock)),
        };
    }

    /// <summary>Reads the <c>/Action</c> and <c>/Fields</c> of a FieldMDP or a field lock; an unknown action locks all.</summary>
    internal static FieldMdpReport FieldAction(PdfView view, PdfDictionary dictionary)
    {
        string? action = (view.Resolve(dictionary["Action"]) as PdfName)?.Value;
        return new FieldMdpReport
        {
            Action = action is "Include" or "Exclude" ? action : "All",
            Fields = view.Resolve(dictionary["Fields"]) is PdfArray names
                ? [.. names.Select(name => Counted(view, name)).OfType<PdfString>().Select(static name => name.ToText())]
                : [],
        };
    }

    /// <summary>Signatures may share one list of a million names, so that reading it each time is on the budget.</summary>
    private static PdfObject Counted(PdfView view, PdfObject name)
    {
        view.Document.Meter.CountObject();
        return view.Resolve(name);
    }

    /// <summary>Whether a signature with these permissions locks the value of a field (ISO 32000-2, table 259).</summary>
    internal static bool Locks(this FieldMdpReport? fieldMdp, string field) => fieldMdp switch
    {
        null => false,
        { Action: "Include" } => fieldMdp.Fields.Any(name => IsWithin(field, name)),
        { Action: "Exclude" } => !fieldMdp.Fields.Any(name => IsWithin(field, name)),
        _ => true,
    };

    /// <summary>The strictest DocMDP-like permission that a signature sets; 3 where it sets none.</summary>
    internal static int Effective(this PermissionsReport permissions) =>
        Math.Min(permissions.DocMdp ?? 3, permissions.Lock ?? 3);

    /// <summary>Whether a field is the named one or lies below it.</summary>
    private static bool IsWithin(string field, string name) =>
        field.StartsWith(name, StringComparison.Ordinal) && (field.Length == name.Length || field[name.Length] == '.');

    private static bool IsCertification(PdfView view, PdfField field) =>
        view.Resolve(view.Catalog["Perms"]) is PdfDictionary permissions
        && permissions["DocMDP"] is PdfReference certified
        && certified.Equals(field.ValueReference);

    /// <summary>The <c>/P</c> of a dictionary: what is not 1, 2 or 3 permits nothing.</summary>
    private static int? Permission(PdfView view, PdfDictionary? dictionary) => view.Resolve(dictionary?["P"]) switch
    {
        PdfInteger { Value: >= 1 and <= 3 } permission => (int)permission.Value,
        null or PdfNull => null,
        _ => 1,
    };
}
