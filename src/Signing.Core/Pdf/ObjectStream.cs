using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf;

/// <summary>
/// A decoded object stream (ISO 32000-2, 7.5.7). A cross-reference entry names the very stream that holds an object, so
/// <c>/Extends</c>, which only groups streams, never has to be followed.
/// </summary>
internal sealed class ObjectStream : IDisposable
{
    private const int BytesOfKeptValue = 8;

    private readonly PdfIndirectObject _container;
    private readonly ObjectParser _parser;
    private readonly int[] _numbers;
    private readonly int[] _offsets;
    private readonly ReadOnlyMemory<byte> _decoded;
    private readonly BudgetMeter _meter;
    private PdfIndirectObject?[]? _objects;
    private Dictionary<int, int>? _indexes;
    private int _valuesKept;

    /// <param name="container">The stream.</param>
    /// <param name="decoded">Its bytes.</param>
    /// <param name="meter">The budget.</param>
    /// <param name="names">The names.</param>
    /// <param name="isTolerant">Whether it may be cut off: then its last objects are null.</param>
    internal ObjectStream(PdfIndirectObject container, ReadOnlyMemory<byte> decoded, BudgetMeter meter, NameTable names, bool isTolerant)
    {
        _container = container;
        _decoded = decoded;
        _meter = meter;
        var encoded = (PdfStream)container.Value;
        EncodedBytes = encoded.Length;
        PdfDictionary dictionary = encoded.Dictionary;
        _parser = new ObjectParser(PdfSource.FromMemory(decoded), meter, names) { HasPlaces = false, IsTolerant = isTolerant };
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
        Lexer lexer = _parser.Lexer;
        for (int i = 0; i < count; i++)
        {
            _numbers[i] = lexer.Next() == TokenKind.Integer && lexer.Integer is >= 0 and < int.MaxValue ? (int)lexer.Integer : throw Malformed();
            _offsets[i] = lexer.Next() == TokenKind.Integer && lexer.Integer >= 0 && (lexer.Integer <= decoded.Length - first || isTolerant)
                ? (int)(first + Math.Min(lexer.Integer, decoded.Length - first))
                : throw Malformed();
        }
    }

    /// <summary>How many bytes it has in the file; another revision may give it another length.</summary>
    internal long EncodedBytes { get; }

    /// <summary>How many bytes it holds decoded.</summary>
    internal int Bytes => _decoded.Length;

    /// <summary>What it holds, decoded.</summary>
    internal PdfSource Decoded => PdfSource.FromMemory(_decoded);

    /// <summary>The numbers of its objects, in the order of its head.</summary>
    internal IReadOnlyList<int> Numbers => _numbers;

    /// <summary>The object with this number: at its index, or, where a writer counted wrong, wherever the number stands.</summary>
    internal PdfIndirectObject? Find(int number, int index)
    {
        if ((uint)index >= (uint)_numbers.Length || _numbers[index] != number)
        {
            _indexes ??= IndexNumbers();
            if (!_indexes.TryGetValue(number, out index))
            {
                return null;
            }
        }
        _objects ??= new PdfIndirectObject?[_numbers.Length];
        return _objects[index] ?? Read(_objects, index);
    }

    /// <summary>The number of one of its objects, and where in <see cref="Decoded"/> it begins.</summary>
    internal (int Number, int Start) this[int index] => (_numbers[index], _offsets[index]);

    /// <summary>Its objects as bytes, in the order in which they stand there.</summary>
    internal IEnumerable<(int Number, ReadOnlyMemory<byte> Bytes)> Written()
    {
        int[] order = [.. Enumerable.Range(0, _offsets.Length).OrderBy(index => _offsets[index])];
        for (int i = 0; i < order.Length; i++)
        {
            int end = i + 1 < order.Length ? _offsets[order[i + 1]] : _decoded.Length;
            yield return (_numbers[order[i]], _decoded[_offsets[order[i]]..end]);
        }
    }

    public void Dispose() => _parser.Dispose();

    private Dictionary<int, int> IndexNumbers()
    {
        var indexes = new Dictionary<int, int>(_numbers.Length);
        for (int i = 0; i < _numbers.Length; i++)
        {
            indexes.TryAdd(_numbers[i], i);
        }
        return indexes;
    }

    private PdfIndirectObject Read(PdfIndirectObject?[] objects, int index)
    {
        PdfObject value = _parser.ReadValueAt(_offsets[index]);
        var read = new PdfIndirectObject(_numbers[index], 0, value, _container.Offset, _container.EndOffset, _container.Number) { IsMended = _parser.HasMended };
        // A few bytes of a stream can be read as many objects, and as very many small values: what is kept stays in proportion.
        _meter.CountInflated((int)(_parser.Lexer.Cursor.Position - _offsets[index]));
        if (_valuesKept + _parser.Values <= Bytes / BytesOfKeptValue)
        {
            _valuesKept += _parser.Values;
            objects[index] = read;
        }
        return read;
    }

    private SigningException Malformed() => PdfError.Damaged($"object stream {_container.Number} has a malformed head", _container.Offset);
}
