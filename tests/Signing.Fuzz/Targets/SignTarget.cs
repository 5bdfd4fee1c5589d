using Signing.Core;
using Signing.Core.Creation;
using Signing.Core.Pdf;
using Signing.Fuzz.Mutation;
using Signing.Fuzz.Seeds;

namespace Signing.Fuzz.Targets;

/// <summary>
/// Prepares a signature: what is written must open again, without repair, as one more revision behind the same bytes; where
/// the document had to be repaired, as the only one.
/// </summary>
internal sealed class SignTarget : FuzzTarget
{
    private readonly PdfSigner _signer = SignedSeeds.NewSigner(Budget);

    internal override string Name => "sign";

    internal override IMutator Mutator { get; } = new PdfMutator();

    internal override IEnumerable<byte[]> Seeds() => PdfSeeds.All;

    internal override bool Expects(Exception exception) =>
        IsAboutTheDocument(exception) || exception is SigningException { Code: ErrorCodes.FieldConstraint or ErrorCodes.RequestEmpty };

    internal override void Run(byte[] input)
    {
        (int revisions, string? empty) = Look(input);
        Sign(input, revisions, null);
        if (empty is not null)
        {
            try
            {
                Sign(input, revisions, empty);
            }
            catch (SigningException refused) when (refused.Code is ErrorCodes.FieldUnknown or ErrorCodes.FieldSigned)
            {
                Require(!WaitsRepaired(input, empty), "a field that is there was not found");
            }
        }
    }

    /// <summary>Whether a field of a damaged document still waits for a signature once the document is repaired.</summary>
    private static bool WaitsRepaired(byte[] input, string field) =>
        PdfDocument.Read(PdfSource.FromMemory(input), Budget, TimeProvider.System, null, document => document.IsRepaired
            ? PdfForm.Read(document.Current).Fields.FirstOrDefault(f => f.Type == "Sig" && f.FullName == field) is { Value: null }
            : throw PdfError.Damaged("as signing found", 0));

    private void Sign(byte[] input, int revisions, string? field)
    {
        var options = new SignatureOptions { Field = field, Issuers = SeedPki.Key.Chain };
        PreparedState state = _signer.PrepareAsync(new MemoryStream(input), SeedPki.Key.Certificate, options).GetAwaiter().GetResult().State;
        byte[] update = state.Fill([1, 2, 3]);
        byte[] whole = [.. input, .. update];
        try
        {
            using PdfDocument signed = PdfDocument.Open(PdfSource.FromMemory(whole), Budget);
            PdfRevision newest = signed.Revisions[^1];
            Require(!signed.IsRepaired, "what was signed needs repair");
            // A section that nothing closes directly belongs to the next revision that is closed, which is the new one.
            bool isOneMore = signed.Revisions.Count == revisions + 1 || (signed.Revisions.Count == revisions && newest.SectionCount > 1);
            // The line end in front of the new objects closes the line of the marker before.
            bool isAppended = newest.StartOffset <= input.Length + 1;
            bool wasRepaired = state.Notes.Any(static note => note.Code == SigningNoteCodes.DocumentRepaired);
            Require(wasRepaired ? signed.Revisions.Count == 1 : isOneMore, $"signing made {signed.Revisions.Count - revisions} revisions");
            Require((wasRepaired || isAppended) && !signed.HasTrailingData, "the new revision is not what was appended");
            // By its place, not by its name: where the document refers to a number that was free, the new field stands there too.
            Require(PdfForm.Read(signed.Current).Fields.Any(f => f.Type == "Sig" && f.Value is PdfDictionary value && value.Offset >= input.Length), "the signature is in no field");
        }
        catch (SigningException e) when (e.Code != ErrorCodes.PdfBudget)
        {
            throw new Engine.RuleBrokenException($"what was signed does not open again: {e}");
        }
    }

    /// <summary>How many revisions there are, and a field that waits for a signature.</summary>
    private static (int Revisions, string? Empty) Look(byte[] input)
    {
        using PdfDocument document = PdfDocument.Open(PdfSource.FromMemory(input), Budget);
        string? empty = null;
        try
        {
            IReadOnlyList<PdfField> fields = PdfForm.Read(document.Current).Fields;
            // Of several with one name the first is meant.
            empty = fields.DistinctBy(static field => field.FullName).FirstOrDefault(static field => field is { Type: "Sig", Value: null, Reference: not null })?.FullName;
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
        }
        return (document.Revisions.Count, empty);
    }
}
