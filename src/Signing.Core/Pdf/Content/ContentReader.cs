using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.Content;

/// <summary>
/// Reads a content stream (ISO 32000-2, 7.8.2), decoded, step by step. Where readers would disagree on what stands there, it ends in
/// <see cref="ErrorCodes.PdfDamaged"/>; what the operators mean, and whether they are known at all, is for whoever asks.
/// </summary>
internal sealed class ContentReader : IDisposable
{
    // Operators of pages have 33 at most; a CMap lists a hundred ranges before one (9.10.3), and some writers list more.
    private const int MostOperands = 4096;

    private readonly ReadOnlyMemory<byte> _content;
    private readonly BudgetMeter _meter;
    private readonly NameTable _operators = new();
    private readonly ObjectParser _parser;

    private ContentReader(ReadOnlyMemory<byte> content, BudgetMeter meter)
    {
        _content = content;
        _meter = meter;
        _parser = new ObjectParser(PdfSource.FromMemory(content), meter, new NameTable()) { HasPlaces = false, HasReferences = false };
    }

    private Lexer Lexer => _parser.Lexer;

    /// <param name="content">The decoded bytes; those of several streams with white space between them.</param>
    /// <param name="meter">The document's budget.</param>
    internal static IEnumerable<ContentOperation> Read(ReadOnlyMemory<byte> content, BudgetMeter meter)
    {
        using var reader = new ContentReader(content, meter);
        var operands = new List<PdfObject>();
        while (reader.TryReadOperator(operands, out string name))
        {
            meter.CountObject();
            yield return new ContentOperation(name, operands, name == "BI" ? reader.ReadImage() : null);
            operands.Clear();
        }
    }

    public void Dispose() => _parser.Dispose();

    private bool TryReadOperator(List<PdfObject> operands, out string name)
    {
        TokenKind token;
        while ((token = Lexer.Next()) != TokenKind.Keyword || IsValue())
        {
            if (token == TokenKind.End)
            {
                name = "";
                return false;
            }
            if (operands.Count == MostOperands)
            {
                throw PdfError.Damaged("an operator has too many operands", Lexer.TokenStart);
            }
            operands.Add(_parser.ReadValueFrom(token));
        }
        name = _operators.Get(Lexer.Text).Value;
        return true;
    }

    private bool IsValue() => Lexer.Text.SequenceEqual("true"u8) || Lexer.Text.SequenceEqual("false"u8) || Lexer.Text.SequenceEqual("null"u8);

    private InlineImage ReadImage()
    {
        var dictionary = new PdfDictionary();
        TokenKind token;
        while (!Lexer.IsKeyword(token = Lexer.Next(), "ID"u8))
        {
            if (token != TokenKind.Name)
            {
                throw PdfError.Damaged("an inline image has a key that is no name", Lexer.TokenStart);
            }
            string key = Lexer.Name.Value;
            dictionary.PutRead(key, _parser.ReadValueFrom(Lexer.Next()));
        }
        // One white-space character stands between the keyword and the data.
        int start = (int)Math.Min(Lexer.Cursor.Position + 1, _content.Length);
        int end = InlineImageEnd.Find(_content.Span, start, dictionary, _meter);
        Lexer.Cursor.Position = end;
        return Lexer.IsKeyword(Lexer.Next(), "EI"u8)
            ? new InlineImage(dictionary, _content[start..end])
            : throw PdfError.Damaged("an inline image does not end", start);
    }
}
