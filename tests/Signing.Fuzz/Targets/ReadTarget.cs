using Signing.Core;
using Signing.Core.Pdf;
using Signing.Fuzz.Mutation;
using Signing.Fuzz.Seeds;

namespace Signing.Fuzz.Targets;

/// <summary>Opens a document and walks over all that is in it: revisions, pages, form, objects, the data of streams.</summary>
internal sealed class ReadTarget : FuzzTarget
{
    internal override string Name => "read";

    internal override IMutator Mutator { get; } = new PdfMutator();

    internal override IEnumerable<byte[]> Seeds() => PdfSeeds.All;

    internal override bool Expects(Exception exception) => IsAboutTheDocument(exception);

    internal override void Run(byte[] input)
    {
        using PdfDocument document = PdfDocument.Open(PdfSource.FromMemory(input), Budget);
        _ = document.Version;
        _ = document.HasTrailingData;
        long end = 0;
        foreach (PdfRevision revision in document.Revisions)
        {
            Require(revision.StartOffset == end && revision.EndOffset >= end && revision.EndOffset <= input.Length, "revisions do not follow each other");
            end = revision.EndOffset;
            Walk(document.At(revision.Number));
        }
    }

    private static void Walk(PdfView view)
    {
        Try(() =>
        {
            foreach (PdfPage page in PdfPages.All(view))
            {
                _ = (page.MediaBox, page.CropBox, page.Resources, page.Rotate);
            }
        });
        Try(() =>
        {
            foreach (PdfField field in PdfForm.Read(view).Fields)
            {
                _ = (field.Type, field.Value, field.ValueReference, field.Flags);
            }
        });
        foreach (CrossReferenceEntry entry in view.Entries)
        {
            Try(() =>
            {
                PdfIndirectObject? found = view.Find(entry.Number);
                Require(found is null || found.Offset < found.EndOffset, "an object ends before it begins");
                if (found?.Value is PdfStream stream)
                {
                    view.Decode(stream);
                }
            });
        }
    }

    /// <summary>Damage in one place does not keep us from the next; an exhausted budget ends it all.</summary>
    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
        }
    }
}
