using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification;

/// <summary>A change after a signature, and what it comes to.</summary>
/// <param name="Base">The document that is signed.</param>
/// <param name="Change">What is changed then.</param>
/// <param name="Level">The level where everything is permitted.</param>
/// <param name="Code">A finding.</param>
internal sealed record LaterChange(byte[] Base, Action<TestRevision> Change, ChangeLevel Level, string Code)
{
    /// <summary>No DocMDP, then each P.</summary>
    internal static readonly int[] Permissions = [0, 1, 2, 3];

    internal byte[] Build(int permission) => Revise(Sign(Base, permission), Change);

    internal static byte[] Sign(byte[] document, int permission) => (permission == 0 ? new TestSignature() : TestSignature.Certification(permission)).Apply(document);

    internal static byte[] Revise(byte[] document, Action<TestRevision> change)
    {
        using var revision = new TestRevision(document);
        change(revision);
        return revision.Write();
    }

    /// <summary>Holds the report against what ISO 32000-2, table 257 says of the level.</summary>
    internal void Assert(int permission)
    {
        VerificationReport report = Verify.Judge(Build(permission));
        Sentences.AssertWhole(report);

        ChangesReport changes = report.Signatures[0].Changes;
        string told = string.Join("; ", changes.Findings.Select(static finding => $"{finding.Code} {finding.Object}: {finding.Message}"));
        bool isPermitted = Level switch
        {
            ChangeLevel.None or ChangeLevel.Archival => true,
            ChangeLevel.FormFilling => permission != 1,
            ChangeLevel.Annotations => permission is 0 or 3,
            _ => false,
        };
        Xunit.Assert.True((isPermitted ? Level : ChangeLevel.Forbidden) == changes.Level, $"{changes.Level}: {told}");
        Xunit.Assert.Equal(isPermitted ? Verdict.Valid : Verdict.Invalid, report.Verdict);
        if (!isPermitted)
        {
            Xunit.Assert.Contains(report.Signatures[0].Reasons, static reason => reason.Code == ReasonCodes.ChangeForbidden);
        }
        if (Code.Length > 0)
        {
            Xunit.Assert.Contains(changes.Findings, finding => finding.Code == Code);
        }
    }

    /// <summary>Changes an object's dictionary.</summary>
    internal static void Edit(TestRevision revision, int number, Action<PdfDictionary> edit)
    {
        var place = new PdfReference(number, 0);
        PdfDictionary changed = revision.Take(place);
        edit(changed);
        revision.Update.Replace(place, changed);
    }

    /// <summary>Puts annotations at the end of a page's own list.</summary>
    internal static void Annotate(TestRevision revision, int page, params PdfObject[] annotations) => Edit(revision, page, dictionary =>
    {
        PdfArray list = (revision.View.Resolve(dictionary["Annots"]) as PdfArray)?.Clone() ?? new PdfArray();
        Array.ForEach(annotations, list.Add);
        dictionary["Annots"] = list;
    });
}
