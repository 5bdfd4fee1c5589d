using Signing.Core.Pdf;
using Signing.Core.Pdf.Filters;
using Signing.Core.Pdf.Syntax;
using Signing.Fuzz.Mutation;
using Signing.Fuzz.Seeds;

namespace Signing.Fuzz.Targets;

/// <summary>Decodes one stream. An input is its dictionary, a line feed, and its data.</summary>
internal sealed class FilterTarget : FuzzTarget
{
    internal override string Name => "filter";

    internal override IMutator Mutator { get; } = new PdfMutator();

    internal override IEnumerable<byte[]> Seeds() => FilterSeeds.All.Select(static seed => (byte[])[.. PdfSeeds.Latin1($"<< {seed.Entries} >>\n"), .. seed.Data]);

    internal override bool Expects(Exception exception) => IsAboutTheDocument(exception);

    internal override void Run(byte[] input)
    {
        var meter = new BudgetMeter(Budget, TimeProvider.System);
        meter.Enter();
        PdfDictionary? dictionary;
        int data;
        using (var parser = new ObjectParser(PdfSource.FromMemory(input), meter, new NameTable()))
        {
            dictionary = parser.ReadValueAt(0) as PdfDictionary;
            data = Math.Min(input.Length, (int)parser.Lexer.Cursor.Position + 1);
        }
        if (dictionary is not null)
        {
            byte[] decoded = StreamDecoder.Decode(new PdfStream(dictionary, input.AsMemory(data)), null, meter);
            Require(decoded.Length <= Budget.MaxStreamBytes, "a stream is larger than its budget");
        }
    }

    // The last result, its buffer while it grew, and what a filter or predictor needs beside.
    internal override long AllocationLimit(int inputLength) => (8L * Budget.MaxStreamBytes) + (100L * inputLength);
}
