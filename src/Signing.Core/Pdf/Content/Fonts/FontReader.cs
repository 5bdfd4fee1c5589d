namespace Signing.Core.Pdf.Content.Fonts;

/// <summary>Reads fonts, each once.</summary>
/// <param name="view">The revision that has them.</param>
internal sealed class FontReader(PdfView view)
{
    private const double Unit = 1000;
    private const double UsualWidth = 0.5;
    private const long Nonsymbolic = 1 << 5;

    private readonly Dictionary<PdfReference, TextFont?> _read = [];

    /// <summary>The font that a value leads to; null for one whose strings cannot be read.</summary>
    internal TextFont? Find(PdfObject? value)
    {
        if (value is not PdfReference place)
        {
            return Read(value);
        }
        if (!_read.TryGetValue(place, out TextFont? font))
        {
            _read[place] = font = Read(value);
        }
        return font;
    }

    private TextFont? Read(PdfObject? value)
    {
        if (view.Resolve(value) is not PdfDictionary font || font.Defects != PdfDictionaryDefects.None)
        {
            return null;
        }
        return view.Resolve(font["Subtype"]) switch
        {
            PdfName { Value: "Type1" or "MMType1" or "TrueType" } => ReadSimple(font),
            PdfName { Value: "Type0" } => ReadComposite(font),
            // The glyphs of a Type 3 font are drawings: what they say, nobody can tell.
            _ => null,
        };
    }

    private SimpleFont ReadSimple(PdfDictionary font)
    {
        PdfDictionary? descriptor = view.Get<PdfDictionary>(font, "FontDescriptor");
        PdfObject? program = Program(descriptor);
        ToUnicodeMap? map = ReadMap(font["ToUnicode"], 1);
        bool hasOwnEncoding = program is not null && !(view.Resolve(descriptor!["Flags"]) is PdfInteger flags && (flags.Value & Nonsymbolic) != 0);
        string?[] texts = ReadEncoding(font, hasOwnEncoding);
        for (int code = 0; code < texts.Length; code++)
        {
            string? told = map?.Find(code);
            if (texts[code] is null)
            {
                texts[code] = program is null ? null : told;
            }
            else if (program is not null && told is not null && told != texts[code])
            {
                // What is seen and what is copied are two things.
                texts[code] = null;
            }
        }
        return new SimpleFont(program, texts, ReadWidths(font, descriptor));
    }

    /// <summary>What codes stand for by the font's encoding (9.6.5); nulls where its program alone knows.</summary>
    private string?[] ReadEncoding(PdfDictionary font, bool hasOwnEncoding)
    {
        string?[] texts = new string?[256];
        PdfObject encoding = view.Resolve(font["Encoding"]);
        var differences = encoding as PdfDictionary;
        string? name = ((differences is null ? encoding : view.Resolve(differences["BaseEncoding"])) as PdfName)?.Value;
        bool isSymbolic = view.Resolve(font["BaseFont"]) is PdfName { Value: "Symbol" or "ZapfDingbats" };
        if (!isSymbolic && (name is not null || !hasOwnEncoding))
        {
            CharacterEncoding.Find(name).CopyTo(texts);
        }
        else if (isSymbolic)
        {
            texts[' '] = " ";
        }
        int code = 0;
        foreach (PdfObject item in differences is null ? [] : view.Get<PdfArray>(differences, "Differences") ?? [])
        {
            switch (view.Resolve(item))
            {
                case PdfInteger { Value: >= 0 and <= byte.MaxValue } next:
                    code = (int)next.Value;
                    break;
                case PdfName glyph when code <= byte.MaxValue:
                    texts[code++] = GlyphNames.Find(glyph.Value);
                    break;
            }
        }
        return texts;
    }

    private double[] ReadWidths(PdfDictionary font, PdfDictionary? descriptor)
    {
        double[] widths = new double[256];
        PdfArray? told = view.Get<PdfArray>(font, "Widths");
        double missing = told is null ? UsualWidth : (descriptor is null ? 0 : (view.Resolve(descriptor["MissingWidth"]) as PdfNumber)?.ToDouble() ?? 0) / Unit;
        Array.Fill(widths, missing);
        long first = (view.Resolve(font["FirstChar"]) as PdfInteger)?.Value ?? 0;
        for (int i = 0; i < Math.Min(told?.Count ?? 0, widths.Length); i++)
        {
            if (first + i is >= 0 and <= byte.MaxValue and var code && view.Resolve(told![i]) is PdfNumber width)
            {
                widths[code] = width.ToDouble() / Unit;
            }
        }
        return widths;
    }

    private CompositeFont? ReadComposite(PdfDictionary font)
    {
        if (view.Resolve(font["Encoding"]) is not PdfName { Value: var encoding }
            || view.Get<PdfArray>(font, "DescendantFonts") is not { Count: 1 } below || view.Resolve(below[0]) is not PdfDictionary descendant)
        {
            return null;
        }
        PdfObject? program = Program(view.Get<PdfDictionary>(descendant, "FontDescriptor"));
        Func<int, string?>? decode = FindDecoding(font, encoding, program is not null);
        return decode is null ? null : new CompositeFont(program, decode, CidWidths.Read(view, descendant));
    }

    private Func<int, string?>? FindDecoding(PdfDictionary font, string encoding, bool hasProgram)
    {
        bool isUnicode = encoding.StartsWith("Uni", StringComparison.Ordinal)
            && (encoding.Contains("UCS2", StringComparison.Ordinal) || encoding.Contains("UTF16", StringComparison.Ordinal));
        if (isUnicode || view.Resolve(font["ToUnicode"]) is PdfName { Value: "Identity-H" or "Identity-V" })
        {
            return static code => ((char)code).ToString();
        }
        // Without a program, glyphs are picked from whatever font a reader has, by numbers that mean nothing in it.
        return encoding is "Identity-H" or "Identity-V" && hasProgram && ReadMap(font["ToUnicode"], 2) is { } map ? map.Find : null;
    }

    private ToUnicodeMap? ReadMap(PdfObject? value, int codeLength) =>
        view.Resolve(value) is PdfStream stream ? ToUnicodeMap.Read(view.Decode(stream), codeLength, view.Document.Meter) : null;

    private static PdfObject? Program(PdfDictionary? descriptor) => descriptor?["FontFile"] ?? descriptor?["FontFile2"] ?? descriptor?["FontFile3"];
}
