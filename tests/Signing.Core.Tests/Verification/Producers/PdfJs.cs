namespace Signing.Core.Tests.Verification.Producers;

/// <summary>pdf.js, in Firefox: it signs nothing, and saves what was filled in and annotated.</summary>
internal sealed class PdfJs : Producer
{
    internal override string Name => "pdf.js";

    protected override WritingStyle Style { get; } = new() { RowEnd = "\r\n" };
}
