using System.Buffers;
using System.Globalization;
using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>
/// Reads one signature dictionary, in the revision that brought it, and holds it against the bytes of the file: the
/// ByteRange must leave out exactly the hex string of its own Contents, and must end where its own revision ends.
/// </summary>
internal sealed class SignatureReader
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);
    private static readonly SearchValues<byte> Blanks = SearchValues.Create("\0\t\n\f\r "u8);

    private readonly PdfDocument _document;
    private readonly PdfView _view;
    private readonly FoundSignature _found;
    private readonly List<FactEvidence> _errors = [];

    private SignatureReader(PdfDocument document, FoundSignature found)
    {
        _document = document;
        _view = document.At(found.Revision);
        _found = found;
    }

    /// <summary>The range that is covered; null where it is malformed.</summary>
    internal SignedRange? Range { get; private set; }

    /// <summary>The bytes of Contents; null where there are none.</summary>
    internal byte[]? Contents { get; private set; }

    /// <summary>What they are; null where there are none.</summary>
    internal SignatureContents? Structure { get; private set; }

    internal Coverage Coverage { get; private set; } = Coverage.Partial;

    /// <summary>What is wrong with the dictionary, the ByteRange or the Contents.</summary>
    internal IReadOnlyList<FactEvidence> Errors => _errors;

    /// <summary>The claimed time in <c>/M</c> (ISO 32000-2, 7.9.4); null where it is absent or malformed.</summary>
    internal DateTimeOffset? ClaimedTime { get; private set; }

    /// <summary>Whether it closes its revision as a signature or time-stamp should; of its CMS only a time-stamp's form is looked at.</summary>
    internal bool IsWellFormed =>
        _errors.Count == 0 && Coverage != Coverage.Partial && (_found.Kind == SignatureKind.Signature || Structure?.Token is not null);

    internal static SignatureReader Read(PdfDocument document, FoundSignature found)
    {
        var reader = new SignatureReader(document, found);
        if (found.Dictionary is { } dictionary)
        {
            reader.ReadDictionary(dictionary);
        }
        else
        {
            reader.Fail(ReasonCodes.SignatureMalformed, "the field's value is not a dictionary");
        }
        return reader;
    }

    private void ReadDictionary(PdfDictionary dictionary)
    {
        if (dictionary.Defects != PdfDictionaryDefects.None)
        {
            Fail(ReasonCodes.SignatureMalformed, "a key stands in it twice, or has no value");
        }
        string? type = (_view.Resolve(dictionary["Type"]) as PdfName)?.Value;
        if (dictionary["Type"] is not null && type != "Sig" && !(type == "DocTimeStamp" && _found.Kind == SignatureKind.DocumentTimestamp))
        {
            Fail(ReasonCodes.SignatureMalformed, "its Type is not that of its SubFilter");
        }
        ClaimedTime = _view.Resolve(dictionary["M"]) is PdfString { IsClosed: false } date ? PdfDate.Parse(date.ToText()) : null;
        PdfString? contents = ReadContents(dictionary);
        Structure = Contents is null ? null : SignatureContents.Read(Contents, _found.Kind);
        Range = ReadRange(dictionary, contents);
        if (Range is { } range)
        {
            Coverage = CoverageOf(range);
        }
    }

    /// <summary>Direct, in hexadecimal, and in the file itself: only then can a ByteRange leave it out (ISO 32000-2, 12.8.1).</summary>
    private PdfString? ReadContents(PdfDictionary dictionary)
    {
        if (dictionary["Contents"] is not { } value)
        {
            Fail(ReasonCodes.ContentsInvalid, "it is missing");
            return null;
        }
        if (value is not PdfString { IsHex: true, Offset: >= 0 } contents)
        {
            Fail(ReasonCodes.ContentsInvalid, "it is not a hexadecimal string of the signature dictionary itself");
            return null;
        }
        if (!contents.Value.AsSpan().ContainsAnyExcept((byte)0))
        {
            Fail(ReasonCodes.ContentsInvalid, "it is empty");
            return null;
        }
        if (!HoldsDigitsOnly(contents))
        {
            // Nobody signs these bytes: between the delimiters there is no room for anything else.
            Fail(ReasonCodes.ContentsInvalid, "something other than pairs of digits stands between its delimiters");
        }
        Contents = contents.Value;
        return contents;
    }

    private bool HoldsDigitsOnly(PdfString contents)
    {
        int digits = 2 * contents.Value.Length;
        if (contents.EndOffset - contents.Offset != digits + 2L)
        {
            return false;
        }
        byte[] written = new byte[digits];
        _document.Source.ReadExactly(contents.Offset + 1, written);
        return !written.AsSpan().ContainsAnyExcept(HexDigits);
    }

    private SignedRange? ReadRange(PdfDictionary dictionary, PdfString? contents)
    {
        if (_view.Resolve(dictionary["ByteRange"]) is not PdfArray array)
        {
            Fail(ReasonCodes.ByteRangeInvalid, "it is missing");
            return null;
        }
        if (array.Count != 4 || array.Any(static item => item is not PdfInteger))
        {
            Fail(ReasonCodes.ByteRangeInvalid, "it is not four integers");
            return null;
        }
        long[] numbers = [.. array.Cast<PdfInteger>().Select(static n => n.Value)];
        long length = _document.Source.Length;
        if (numbers[0] != 0 || numbers[1] <= 0 || numbers[2] <= numbers[1] || numbers[2] > length || numbers[3] < 0 || numbers[3] > length - numbers[2])
        {
            Fail(ReasonCodes.ByteRangeInvalid, "it does not run from the start of the file to a place in it");
            return null;
        }
        if (contents is not null && (numbers[1] != contents.Offset || numbers[2] != contents.EndOffset))
        {
            Fail(ReasonCodes.ByteRangeInvalid, string.Create(
                CultureInfo.InvariantCulture, $"it leaves out bytes {numbers[1]} to {numbers[2]}, and Contents stands at {contents.Offset} to {contents.EndOffset}"));
            return null;
        }
        return new SignedRange(numbers[1], numbers[2], numbers[3]);
    }

    private Coverage CoverageOf(SignedRange range)
    {
        PdfRevision revision = _document.Revisions[_found.Revision - 1];
        if (range.End == _document.Source.Length && _found.Revision == _document.Revisions.Count)
        {
            return Coverage.WholeFile;
        }
        // Producers end the range before or behind the line end after %%EOF; white space in between is nobody's content.
        bool closes = range.End >= revision.EndOffset
            ? IsBlank(revision.EndOffset, range.End)
            : IsBlank(range.End, revision.EndOffset);
        return closes ? Coverage.WholeRevision : Coverage.Partial;
    }

    private bool IsBlank(long from, long to)
    {
        const int LongestTail = 4096;
        if (to - from > LongestTail)
        {
            return false;
        }
        byte[] bytes = new byte[to - from];
        _document.Source.ReadExactly(from, bytes);
        return !bytes.AsSpan().ContainsAnyExcept(Blanks);
    }

    private void Fail(string code, string detail) => _errors.Add(new FactEvidence(code, Error.Facts(("detail", detail))));
}
