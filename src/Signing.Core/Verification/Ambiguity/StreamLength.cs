using Signing.Core.Pdf;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>The length that the dictionary of a stream gives, token by token: a number, or a reference to one.</summary>
internal struct StreamLength
{
    private int _numbers;
    private bool _isExpected;
    private bool _isReference;
    private long _first;

    /// <summary>A key was met: this one, or another.</summary>
    internal void Expect(bool isLength)
    {
        _isExpected = isLength;
        if (isLength)
        {
            _numbers = 0;
            _isReference = false;
        }
    }

    internal void See(bool isNumber, long value)
    {
        if (!_isExpected)
        {
            return;
        }
        _isExpected = isNumber && _numbers < 2;
        if (_isExpected && _numbers++ == 0)
        {
            _first = value;
        }
    }

    internal void SeeReference()
    {
        _isReference |= _isExpected && _numbers == 2;
        _isExpected = false;
    }

    /// <summary>The length; null where there is none.</summary>
    internal readonly long? Resolve(PdfView view)
    {
        if (_numbers == 0 || _first < 0)
        {
            return null;
        }
        if (!_isReference)
        {
            return _first;
        }
        try
        {
            return _first < int.MaxValue && view.GetObject((int)_first) is PdfInteger { Value: >= 0 } length ? length.Value : null;
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            return null;
        }
    }
}
