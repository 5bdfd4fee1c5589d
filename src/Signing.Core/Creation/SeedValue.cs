using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pdf;

namespace Signing.Core.Creation;

/// <summary>
/// What a signature field demands of whoever signs in it: its <c>/SV</c> dictionary (ISO 32000-2, 12.7.5.5). A required
/// constraint is met or refused by name; one that is not required is a wish, and passes.
/// </summary>
internal sealed class SeedValue
{
    private const int NewestVersion = 3;
    private const int KnownConstraints = (1 << 9) - 1;

    [Flags]
    private enum Required
    {
        Filter = 1 << 0, SubFilter = 1 << 1, Version = 1 << 2, Reasons = 1 << 3, LegalAttestation = 1 << 4,
        AddRevInfo = 1 << 5, DigestMethod = 1 << 6, LockDocument = 1 << 7, AppearanceFilter = 1 << 8,
    }

    private readonly PdfView _view;
    private readonly string _field;
    private readonly PdfDictionary _seed;
    private readonly Required _required;

    private SeedValue(PdfView view, string field, PdfDictionary seed)
    {
        _view = view;
        _field = field;
        _seed = seed;
        _required = (Required)(Integer(seed["Ff"]) ?? 0);
    }

    internal static SeedValue? Read(PdfView view, PdfField field) =>
        view.Resolve(field.Dictionary["SV"]) is PdfDictionary seed ? new SeedValue(view, field.FullName, seed) : null;

    /// <summary>The digests that the field accepts; empty where it takes any.</summary>
    internal IReadOnlyList<HashAlgorithmName> Digests()
    {
        if (!Demands(Required.DigestMethod) || Words("DigestMethod") is not { Count: > 0 } names)
        {
            return [];
        }
        HashAlgorithmName[] digests =
        [
            .. names.Select(static name => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())
                .Where(static name => name is "SHA256" or "SHA384" or "SHA512")
                .Select(static name => new HashAlgorithmName(name)),
        ];
        return digests.Length > 0 ? digests : throw Refuse("DigestMethod", string.Join(", ", names));
    }

    /// <summary>Refuses, by name, what this signature would not meet.</summary>
    /// <param name="options">What the caller asks for.</param>
    /// <param name="algorithm">How it will be signed.</param>
    /// <param name="permission">What the signature will permit afterwards, as DocMDP counts it; null where it says nothing.</param>
    /// <param name="signer">The signer's certificate.</param>
    /// <param name="path">The signer's path, the signer first.</param>
    internal void Check(
        SignatureOptions options, SignatureAlgorithm algorithm, int? permission, X509Certificate2 signer, IReadOnlyList<ReadOnlyMemory<byte>> path)
    {
        if (((int)_required & ~KnownConstraints) is not 0 and var unknown)
        {
            throw Refuse("Ff", $"constraints that are unknown (0x{unknown:X})");
        }
        if (Demands(Required.Filter) && Name(_seed["Filter"]) is { } filter && filter != SignatureDictionary.Filter)
        {
            throw Refuse("Filter", filter);
        }
        if (Demands(Required.SubFilter) && Names("SubFilter") is { Count: > 0 } subFilters && !subFilters.Contains(SignatureDictionary.SubFilter))
        {
            throw Refuse("SubFilter", string.Join(", ", subFilters));
        }
        if (Demands(Required.Version) && _view.Resolve(_seed["V"]) is PdfNumber version && version.ToDouble() > NewestVersion)
        {
            throw Refuse("V", version.ToString()!);
        }
        if (Demands(Required.DigestMethod) && Digests() is { Count: > 0 } digests && !digests.Contains(algorithm.Hash))
        {
            throw Refuse("DigestMethod", string.Join(", ", digests.Select(SignatureAlgorithm.DigestName)));
        }
        CheckReason(options.Reason);
        CheckCertification(options.Certify);
        if (_view.Resolve(_seed["TimeStamp"]) is PdfDictionary timeStamp && Integer(timeStamp["Ff"]) == 1 && options.Level < PadesLevel.BaselineT)
        {
            throw Refuse("TimeStamp", "a time-stamp (B-T)");
        }
        if (Demands(Required.LegalAttestation))
        {
            throw Refuse("LegalAttestation", "a legal attestation");
        }
        if (Demands(Required.AddRevInfo) && _view.Resolve(_seed["AddRevInfo"]) is PdfBoolean { Value: true })
        {
            throw Refuse("AddRevInfo", "embedded revocation information");
        }
        CheckLock(locks: permission == 1);
        if (Demands(Required.AppearanceFilter))
        {
            throw Refuse("AppearanceFilter", "a named appearance");
        }
        if (_view.Resolve(_seed["Cert"]) is PdfDictionary certificate)
        {
            new CertificateSeedValue(_view, certificate, Refuse).Check(signer, path);
        }
    }

    private void CheckReason(string? reason)
    {
        if (!Demands(Required.Reasons))
        {
            return;
        }
        // An absent or empty list, or one that holds a full stop alone, forbids a reason.
        IReadOnlyList<string> reasons = Strings("Reasons");
        bool forbidden = reasons.Count == 0 || reasons is ["."];
        if (forbidden ? !string.IsNullOrEmpty(reason) : reason is null || !reasons.Contains(reason))
        {
            throw Refuse("Reasons", forbidden ? "no reason" : "one of: " + string.Join("; ", reasons));
        }
    }

    /// <summary>Locked is a document that permits no change from now on.</summary>
    private void CheckLock(bool locks)
    {
        if (Demands(Required.LockDocument) && (locks ? "false" : "true") == Name(_seed["LockDocument"]))
        {
            throw Refuse("LockDocument", locks ? "a document that is not locked" : "a locked document (a certification signature with P = 1)");
        }
    }

    private void CheckCertification(CertificationLevel? certify)
    {
        if (_view.Resolve(_seed["MDP"]) is PdfDictionary mdp && Integer(mdp["P"]) is { } permission && permission != (int)(certify ?? 0))
        {
            throw Refuse("MDP", permission == 0 ? "an approval signature" : $"a certification signature with P = {permission}");
        }
    }

    private bool Demands(Required constraint) => (_required & constraint) != 0;

    private SigningException Refuse(string constraint, string demanded) =>
        Error.Of(ErrorCodes.FieldConstraint, ("field", _field), ("constraint", $"{constraint}: {demanded}"));

    private long? Integer(PdfObject? value) => (_view.Resolve(value) as PdfInteger)?.Value;

    private string? Name(PdfObject? value) => (_view.Resolve(value) as PdfName)?.Value;

    private List<string> Names(string key) =>
        _view.Resolve(_seed[key]) is PdfArray array ? [.. array.Select(Name).OfType<string>()] : [];

    /// <summary>Names by the standard, strings by the habit of some.</summary>
    private List<string> Words(string key) => [.. Names(key), .. Strings(key)];

    private List<string> Strings(string key) =>
        _view.Resolve(_seed[key]) is PdfArray array ? [.. array.Select(_view.Resolve).OfType<PdfString>().Select(static s => s.ToText())] : [];
}
