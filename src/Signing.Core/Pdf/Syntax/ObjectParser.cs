using Signing.Core.Pdf.Repair;

namespace Signing.Core.Pdf.Syntax;

/// <summary>Reads objects (ISO 32000-2, 7.3). Everything it gives out is frozen.</summary>
internal sealed class ObjectParser(PdfSource source, BudgetMeter meter, NameTable names) : IDisposable
{
    private int _values;

    internal Lexer Lexer { get; } = new(source, meter, names);

    /// <summary>How many values the object read last has.</summary>
    internal int Values => _values;

    /// <summary>Whether what is read gets its place in the file: not so in an object stream.</summary>
    internal bool HasPlaces { get; init; } = true;

    /// <summary>Whether a number may begin a reference: not so in a content stream (ISO 32000-2, 7.8.2).</summary>
    internal bool HasReferences { get; init; } = true;

    /// <summary>
    /// Whether small damage within an object is read over: only so in a document that is known to be repaired, because
    /// another reader may see something else there.
    /// </summary>
    internal bool IsTolerant
    {
        get => Lexer.IsTolerant;
        set => Lexer.IsTolerant = value;
    }

    /// <summary>Whether the value or object that was read last was read over damage.</summary>
    internal bool HasMended { get; private set; }

    /// <summary>The value that begins with the token that was just read.</summary>
    internal PdfObject ReadValueFrom(TokenKind token)
    {
        _values = 0;
        HasMended = false;
        return ReadValue(token, 0);
    }

    /// <summary>The value that begins at or after <paramref name="offset"/>.</summary>
    internal PdfObject ReadValueAt(long offset)
    {
        Lexer.Cursor.Position = offset;
        return ReadValueFrom(Lexer.Next());
    }

    /// <summary>The same, from the bytes before <paramref name="limit"/> alone; null where they make no value.</summary>
    internal PdfObject? TryReadValue(long offset, long limit) => TryRead(offset, limit, static (parser, at) => parser.ReadValueAt(at));

    /// <summary>An indirect object from the bytes before <paramref name="limit"/> alone; null where they make none.</summary>
    internal PdfIndirectObject? TryReadIndirect(long offset, long limit) =>
        TryRead(offset, limit, static (parser, at) => parser.ReadIndirectAt(at, null));

    /// <summary>
    /// The indirect object whose number begins at <paramref name="offset"/>, white space before it allowed.
    /// A stream's length is looked up through <paramref name="resolver"/>.
    /// </summary>
    internal PdfIndirectObject ReadIndirectAt(long offset, IReferenceResolver? resolver)
    {
        Lexer.Cursor.Position = offset;
        if (!TryReadHeader(out int number, out int generation, out long start))
        {
            throw PdfError.Damaged("no object begins where one should", offset);
        }
        _values = 0;
        HasMended = false;
        TokenKind token = Lexer.Next();
        PdfObject value;
        if (Lexer.IsKeyword(token, "endobj"u8))
        {
            return new PdfIndirectObject(number, generation, PdfNull.Instance, start, Lexer.Cursor.Position, null);
        }
        value = ReadValue(token, 0);
        token = Lexer.Next();
        if (value is PdfDictionary dictionary && Lexer.IsKeyword(token, "stream"u8))
        {
            value = ReadStream(dictionary, resolver);
            token = Lexer.Next();
        }
        if (!Lexer.IsKeyword(token, "endobj"u8))
        {
            if (IsTolerant)
            {
                return new PdfIndirectObject(number, generation, value, start, Lexer.TokenStart, null) { IsMended = true };
            }
            throw PdfError.Damaged($"object {number} has no endobj", Lexer.TokenStart);
        }
        return new PdfIndirectObject(number, generation, value, start, Lexer.Cursor.Position, null) { IsMended = HasMended };
    }

    public void Dispose() => Lexer.Dispose();

    private T? TryRead<T>(long offset, long limit, Func<ObjectParser, long, T> read)
        where T : class
    {
        ByteCursor cursor = Lexer.Cursor;
        cursor.Position = offset;
        cursor.Limit = limit;
        try
        {
            return read(this, offset);
        }
        catch (SigningException error) when (error.Code == ErrorCodes.PdfDamaged)
        {
            return null;
        }
        finally
        {
            cursor.Limit = cursor.Length;
        }
    }

    private bool TryReadHeader(out int number, out int generation, out long start)
    {
        number = generation = 0;
        bool isHeader = Lexer.Next() == TokenKind.Integer && Lexer.Integer is > 0 and < int.MaxValue;
        start = Lexer.TokenStart;
        if (isHeader)
        {
            number = (int)Lexer.Integer;
            isHeader = Lexer.Next() == TokenKind.Integer && Lexer.Integer is >= 0 and < int.MaxValue;
            generation = (int)Lexer.Integer;
        }
        return isHeader && Lexer.IsKeyword(Lexer.Next(), "obj"u8);
    }

    private PdfObject ReadValue(TokenKind token, int depth)
    {
        Count();
        switch (token)
        {
            case TokenKind.Integer:
                return ReadIntegerOrReference();
            case TokenKind.Real:
                return new PdfReal(Lexer.TextAsString);
            case TokenKind.Name:
                return Lexer.Name;
            case TokenKind.LiteralString:
            case TokenKind.HexString:
                return Place(new PdfString(Lexer.Text.ToArray(), token == TokenKind.HexString), Lexer.TokenStart);
            case TokenKind.ArrayOpen:
                return ReadArray(depth + 1);
            case TokenKind.DictionaryOpen:
                return ReadDictionary(depth + 1);
            case TokenKind.Keyword when Lexer.Text.SequenceEqual("true"u8):
                return PdfBoolean.True;
            case TokenKind.Keyword when Lexer.Text.SequenceEqual("false"u8):
                return PdfBoolean.False;
            case TokenKind.Keyword when Lexer.Text.SequenceEqual("null"u8):
                return PdfNull.Instance;
            case var _ when IsTolerant:
                HasMended = true;
                // A word that means nothing is kept as a string, as other readers do.
                bool isWord = !StayBefore(token) && token == TokenKind.Keyword;
                return isWord ? Place(new PdfString(Lexer.Text.ToArray()), Lexer.TokenStart) : PdfNull.Instance;
            case TokenKind.End:
                throw PdfError.Damaged("the file ends within an object", Lexer.TokenStart);
            default:
                throw PdfError.Damaged("a value is expected and something else is there", Lexer.TokenStart);
        }
    }

    /// <summary>An integer, unless an integer and <c>R</c> follow (7.3.10).</summary>
    private PdfObject ReadIntegerOrReference()
    {
        long number = Lexer.Integer;
        ByteCursor cursor = Lexer.Cursor;
        long after = cursor.Position;
        if (HasReferences && number is >= 0 and < int.MaxValue)
        {
            cursor.SkipSpace();
            if (Characters.IsDigit(cursor.Peek()) && Lexer.Next() == TokenKind.Integer && Lexer.Integer < int.MaxValue)
            {
                int generation = (int)Lexer.Integer;
                cursor.SkipSpace();
                if (cursor.TryTake((byte)'R') && !Characters.IsRegular(cursor.Peek()))
                {
                    return new PdfReference((int)number, generation);
                }
            }
            cursor.Position = after;
        }
        return PdfInteger.Of(number);
    }

    private PdfArray ReadArray(int depth)
    {
        meter.CheckDepth(depth);
        long start = Lexer.TokenStart;
        var items = new List<PdfObject>();
        TokenKind token;
        while ((token = Lexer.Next()) != TokenKind.ArrayClose)
        {
            if (IsTolerant && (token == TokenKind.DictionaryClose || EndsObject(token)))
            {
                HasMended = true;
                Lexer.Cursor.Position = Lexer.TokenStart;
                break;
            }
            items.Add(ReadValue(token, depth));
        }
        return Place(new PdfArray(items), start);
    }

    private PdfDictionary ReadDictionary(int depth)
    {
        meter.CheckDepth(depth);
        long start = Lexer.TokenStart;
        var dictionary = new PdfDictionary();
        TokenKind token;
        while ((token = Lexer.Next()) != TokenKind.DictionaryClose)
        {
            if (token != TokenKind.Name && IsTolerant)
            {
                HasMended = true;
                if (StayBefore(token))
                {
                    break;
                }
                Count();
                continue;
            }
            if (token != TokenKind.Name)
            {
                throw PdfError.Damaged(
                    token == TokenKind.End ? "the file ends within a dictionary" : "a dictionary has a key that is no name", Lexer.TokenStart);
            }
            string key = Lexer.Name.Value;
            token = Lexer.Next();
            if (token == TokenKind.DictionaryClose)
            {
                dictionary.PutRead(key, PdfNull.Instance);
                dictionary.NoteMissingValue();
                break;
            }
            dictionary.PutRead(key, ReadValue(token, depth));
        }
        return Place(dictionary, start);
    }

    /// <summary>Whether the object is over before its time; then the token is there to be read again.</summary>
    private bool StayBefore(TokenKind token)
    {
        bool ends = EndsObject(token);
        if (ends)
        {
            Lexer.Cursor.Position = Lexer.TokenStart;
        }
        return ends;
    }

    private bool EndsObject(TokenKind token) => token == TokenKind.End
        || (token == TokenKind.Keyword
            && (Lexer.Text.StartsWith("endobj"u8) || Lexer.Text.SequenceEqual("stream"u8) || Lexer.Text.SequenceEqual("endstream"u8)
                || Lexer.Text.SequenceEqual("obj"u8) || Lexer.Text.SequenceEqual("xref"u8) || Lexer.Text.SequenceEqual("trailer"u8)
                || Lexer.Text.SequenceEqual("startxref"u8)));

    private PdfStream ReadStream(PdfDictionary dictionary, IReferenceResolver? resolver)
    {
        ByteCursor cursor = Lexer.Cursor;
        long keyword = Lexer.TokenStart;
        // The keyword is followed by CR LF or LF (7.3.8.1); a lone CR is seen and can only mean the same.
        if (cursor.TryTake((byte)'\r'))
        {
            cursor.TryTake((byte)'\n');
        }
        else if (!cursor.TryTake((byte)'\n') && !IsTolerant)
        {
            throw PdfError.Damaged("the keyword stream does not end its line", keyword);
        }
        long data = cursor.Position;
        PdfObject? length = dictionary["Length"];
        if (length is PdfReference)
        {
            int values = _values;
            length = resolver?.Resolve(length);
            _values = values;
        }
        if (IsTolerant)
        {
            StreamExtent extent = StreamExtent.Find(source, data, (length as PdfInteger)?.Value ?? -1, meter);
            HasMended |= !extent.IsExact;
            cursor.Position = extent.AfterKeyword;
            return Place(new PdfStream(dictionary, source, data, extent.DataEnd - data), dictionary.Offset);
        }
        if (length is not PdfInteger { Value: >= 0 } bytes || bytes.Value > cursor.Length - data)
        {
            throw PdfError.Damaged("a stream has no length, or one beyond the file", data);
        }
        cursor.Position = data + bytes.Value;
        if (!Lexer.IsKeyword(Lexer.Next(), "endstream"u8))
        {
            throw PdfError.Damaged("a stream does not end where its length says", data + bytes.Value);
        }
        return Place(new PdfStream(dictionary, source, data, bytes.Value), dictionary.Offset);
    }

    private T Place<T>(T value, long start)
        where T : PdfPlacedObject
    {
        value.Freeze(HasPlaces ? start : -1, Lexer.Cursor.Position);
        return value;
    }

    private void Count()
    {
        meter.CountObject();
        if (++_values > meter.Budget.MaxValuesPerObject)
        {
            throw PdfError.Budget("values", meter.Budget.MaxValuesPerObject);
        }
    }
}
