using System.Globalization;
using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Explains what one revision changed, object by object. Known is a further signature or document time-stamp in a new
/// invisible or an existing empty field, and validation data in the document security store, with exactly the objects that this
/// takes; whatever else changed stays unexplained, and a change that is not explained is never taken for a permitted one.
/// </summary>
internal sealed class RevisionAnalysis
{
    private const int MaxFindings = 50;

    private readonly PdfDocument _document;
    private readonly PdfRevision _revision;
    private readonly PdfView _before;
    private readonly PdfView _after;
    private readonly FormGrowth _growth;
    private readonly SecurityStoreGrowth _store;
    private readonly List<FactEvidence> _findings = [];
    private readonly List<string> _filled = [];
    private readonly HashSet<int> _explained = [];
    private ChangeLevel _level = ChangeLevel.None;

    private RevisionAnalysis(PdfDocument document, int revision, DanglingReferences dangling)
    {
        _document = document;
        _revision = document.Revisions[revision - 1];
        _before = document.At(revision - 1);
        _after = document.At(revision);
        _store = SecurityStoreGrowth.Find(_before, _after, _revision, dangling);
        _growth = new FormGrowth(_before, _after, _store, _explained);
    }

    /// <param name="document">The document.</param>
    /// <param name="revision">The revision to explain, 2 or later.</param>
    /// <param name="signatures">The well-formed signatures that close this revision.</param>
    /// <param name="dangling">What older revisions refer to in vain.</param>
    internal static RevisionChanges Explain(PdfDocument document, int revision, IReadOnlyList<FoundSignature> signatures, DanglingReferences dangling)
    {
        var analysis = new RevisionAnalysis(document, revision, dangling);
        bool isKnown = analysis.ExplainStore();
        foreach (FoundSignature signature in signatures)
        {
            isKnown |= analysis.ExplainSignature(signature);
        }
        analysis.ExplainTrailer();
        analysis.ExplainObjects();
        if (!isKnown)
        {
            // Also where every object is as it was: something was appended, and nobody vouches for it.
            analysis.Unknown("a revision was added that neither a signature nor validation data accounts for", null);
        }
        else if (analysis._level != ChangeLevel.Unknown && RevisionLayout.FindStray(document, analysis._revision, analysis._before.Trailer) is { } stray)
        {
            analysis.Unknown(stray, null);
        }
        return new RevisionChanges(analysis._level, analysis._findings, analysis._filled);
    }

    private bool ExplainStore()
    {
        if (_store.IsGrown)
        {
            Raise(ChangeLevel.Archival);
            Add(new FactEvidence(ReasonCodes.ValidationDataAdded, Error.Facts(), _store.Place is { } place ? Name(place.Number) : null));
        }
        return _store.IsGrown;
    }

    private bool ExplainSignature(FoundSignature found)
    {
        PdfField field = found.Field;
        if (found.Dictionary is not { } signature || !SignatureShape.IsSignature(signature)
            || field.Reference is not { } place || field.Dictionary["V"] is not PdfReference value || _before.Has(value.Number))
        {
            return false;
        }
        PdfForm form = PdfForm.Read(_before);
        if (_before.Has(place.Number))
        {
            PdfField? empty = form.Fields.FirstOrDefault(other => place.Equals(other.Reference));
            if (empty is not { Type: "Sig", Value: null } || !PdfEquality.SameExcept(empty.Dictionary, field.Dictionary, "V"))
            {
                return false;
            }
        }
        else
        {
            // A second field of the same name would share the value of the first (ISO 32000-2, 12.7.4.2).
            bool isNameTaken = form.Find(field.FullName) is not null || form.FindGroup(field.FullName) is not null;
            if (field.Parent is not null || isNameTaken || !SignatureShape.IsInvisibleField(field.Dictionary, _before, _after))
            {
                return false;
            }
            _growth.Add(place, field.Dictionary["P"] as PdfReference);
            if (SignatureShape.Appearance(field.Dictionary) is { } appearance)
            {
                _explained.Add(appearance.Number);
            }
        }
        _explained.Add(place.Number);
        _explained.Add(value.Number);
        if (found.Kind == SignatureKind.DocumentTimestamp)
        {
            Found(ChangeLevel.Archival, ReasonCodes.DocumentTimestampAdded, field.FullName, place.Number);
        }
        else
        {
            _filled.Add(field.FullName);
            Found(ChangeLevel.FormFilling, ReasonCodes.FurtherSignature, field.FullName, place.Number);
        }
        return true;
    }

    private void ExplainObjects()
    {
        // One object may explain another that stands before it, so the unexplained ones are told at the end.
        List<int> open = [.. _revision.Entries.Where(entry => !IsExplained(entry)).Select(static entry => entry.Number)];
        foreach (int number in open.Where(number => !_explained.Contains(number)))
        {
            Unknown("an object was added, changed or removed", number);
        }
    }

    private bool IsExplained(CrossReferenceEntry entry)
    {
        if (_explained.Contains(entry.Number) || (_store.IsGrown && _store.Explains(entry.Number)) || (entry.Number == 0 && entry.Kind == CrossReferenceKind.Free))
        {
            return true;
        }
        if (!_before.TryGet(entry.Number, out CrossReferenceEntry previous) || previous.Kind == CrossReferenceKind.Free)
        {
            // New: the cross-reference stream of this very update, which has to name itself.
            return _revision.Form == CrossReferenceForm.Stream
                && entry.Kind == CrossReferenceKind.InFile && entry.Offset == _revision.StartXref + _document.HeaderOffset;
        }
        if (entry == previous)
        {
            return true;
        }
        // An object of another generation is another object: references to the old one now lead nowhere.
        return entry.Kind != CrossReferenceKind.Free && entry.Generation == previous.Generation && IsSameOrGrown(entry.Number);
    }

    private bool IsSameOrGrown(int number)
    {
        try
        {
            PdfObject before = _before.GetObject(number);
            PdfObject after = _after.GetObject(number);
            return PdfEquality.Same(before, after) || _growth.Explains(number, before, after);
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            return false;
        }
    }

    private void ExplainTrailer()
    {
        PdfDictionary before = _before.Trailer;
        PdfDictionary after = _revision.Trailer;
        bool sameIdentity = _before.Resolve(before["ID"]) is not PdfArray { Count: 2 } oldId
            || (_after.Resolve(after["ID"]) is PdfArray { Count: 2 } newId && PdfEquality.Same(oldId[0], newId[0]));
        if (!sameIdentity || !PdfEquality.Same(before["Root"], after["Root"]) || !PdfEquality.Same(before["Encrypt"], after["Encrypt"])
            || (after["Info"] is not null && !PdfEquality.Same(before["Info"], after["Info"])))
        {
            Unknown("the trailer changed", null);
        }
    }

    private void Found(ChangeLevel level, string code, string field, int number)
    {
        Raise(level);
        Add(new FactEvidence(code, Error.Facts(("field", field)), Name(number)));
    }

    private void Unknown(string detail, int? number)
    {
        Raise(ChangeLevel.Unknown);
        Add(new FactEvidence(ReasonCodes.ChangesNotAnalysed, Error.Facts(("detail", detail)), number is { } known ? Name(known) : null));
    }

    private void Raise(ChangeLevel level) => _level = (ChangeLevel)Math.Max((int)_level, (int)level);

    private void Add(FactEvidence finding)
    {
        if (_findings.Count < MaxFindings)
        {
            _findings.Add(finding);
        }
    }

    private string Name(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(_after.TryGet(number, out CrossReferenceEntry entry) ? entry.Generation : 0)}");
}
