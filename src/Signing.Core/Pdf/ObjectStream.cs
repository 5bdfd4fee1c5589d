using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf;

/// <summary>
/// A decoded object stream (ISO 32000-2, 7.5.7). A cross-reference entry names the very stream that holds an object, so
/// <c>/Extends</c>, which only groups streams, never has to be followed.
/// </summary>
internal sealed class ObjectStream : IDisposable
{
    private readonly PdfIndirectObject _container;
    private readonly ObjectParser _parser;
    private readonly int[] _numbers;
    private readonly int[] _offsets;
    private readonly PdfIndirectObject?[] _objects;

    internal ObjectStream(PdfIndirectObject container, byte[] decoded, BudgetMeter meter, NameTable names)
    {
        _container = container;
        Bytes = decoded.Length;
        var encoded = (PdfStream)container.Value;
        EncodedBytes = encoded.Length;
        PdfDictionary dictionary = encoded.Dictionary;
        _parser = new ObjectParser(PdfSource.FromMemory(decoded), meter, names) { HasPlaces = false };
        // A pair of the head takes four bytes at least, the last one three.
        if (!dictionary.TryGetInteger("N", out long count) || !dictionary.TryGetInteger("First", out long first)
            || first < 0 || first > decoded.Length || count < 0 || count > (first + 1) / 4)
        {
            throw Malformed();
        }
        if (count > meter.Budget.MaxValuesPerObject)
        {
            throw PdfError.Budget("values", meter.Budget.MaxValuesPerObject);
        }
        _numbers = new int[count];
        _offsets = new int[count];
        _objects = new PdfIndirectObject?[count];
        Lexer lexer = _parser.Lexer;
        for (int i = 0; i < count; i++)
        {
            _numbers[i] = lexer.Next() == TokenKind.Integer && lexer.Integer is >= 0 and < int.MaxValue ? (int)lexer.Integer : throw Malformed();
            _offsets[i] = lexer.Next() == TokenKind.Integer && lexer.Integer >= 0 && lexer.Integer <= decoded.Length - first
                ? (int)(first + lexer.Integer)
                : throw Malformed();
        }
    }

    /// <summary>How many bytes it has in the file; another revision may give it another length.</summary>
    internal long EncodedBytes { get; }

    /// <summary>How many bytes it holds decoded.</summary>
    internal int Bytes { get; }

    /// <summary>The object with this number: at its index, or, where a writer counted wrong, wherever the number stands.</summary>
    internal PdfIndirectObject? Find(int number, int index)
    {
        if (index >= _numbers.Length || _numbers[index] != number)
        {
            index = Array.IndexOf(_numbers, number);
        }
        return index < 0 ? null : _objects[index] ??= Read(index);
    }

    public void Dispose() => _parser.Dispose();

    private PdfIndirectObject Read(int index) => new(
        _numbers[index], 0, _parser.ReadValueAt(_offsets[index]), _container.Offset, _container.EndOffset, _container.Number);

    private SigningException Malformed() => PdfError.Damaged($"object stream {_container.Number} has a malformed head", _container.Offset);
}
