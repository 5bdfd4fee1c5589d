namespace Signing.Core.Pdf.Repair;

/// <summary>What words tell beyond where objects stand: signatures, catalogs, and which numbers are referred to.</summary>
internal sealed class Sightings
{
    private const int MostSignatures = 1000;
    private const int CatalogsKept = 32;

    private readonly List<SignatureMark> _signatures = [];
    private readonly List<int> _catalogs = [];
    private bool _afterType;

    internal IReadOnlyList<SignatureMark> Signatures => _signatures;

    /// <summary>The numbers of the objects that call themselves catalogs, the last ones.</summary>
    internal IReadOnlyList<int> Catalogs => _catalogs;

    /// <summary>The highest number that a reference names.</summary>
    internal int HighestReferred { get; private set; }

    internal void SeeName(WordScanner words, CrossReferenceEntry around, long offset)
    {
        if (words.IsNamed("ByteRange"u8) || (_afterType && (words.IsNamed("Sig"u8) || words.IsNamed("DocTimeStamp"u8))))
        {
            if (_signatures.Count >= MostSignatures)
            {
                throw PdfError.Budget("signatures", MostSignatures);
            }
            _signatures.Add(new SignatureMark(offset, around));
        }
        else if (_afterType && around.Number > 0 && words.IsNamed("Catalog"u8))
        {
            _catalogs.Remove(around.Number);
            _catalogs.Add(around.Number);
            if (_catalogs.Count > CatalogsKept)
            {
                _catalogs.RemoveAt(0);
            }
        }
        _afterType = words.IsNamed("Type"u8);
    }

    internal void SeeOther() => _afterType = false;

    internal void SeeReference(long number)
    {
        if (number <= ScannedObjects.HighestNumber)
        {
            HighestReferred = Math.Max(HighestReferred, (int)number);
        }
    }
}
