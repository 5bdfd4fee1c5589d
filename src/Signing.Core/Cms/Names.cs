namespace Signing.Core.Cms;

/// <summary>Distinguished names, compared as encodings.</summary>
internal static class Names
{
    /// <summary>The same encoding, or the same after both are brought to DER.</summary>
    internal static bool Same(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right)
    {
        if (left.Span.SequenceEqual(right.Span))
        {
            return true;
        }
        try
        {
            return DerForm.Encode(left.Span).AsSpan().SequenceEqual(DerForm.Encode(right.Span));
        }
        catch (CmsException)
        {
            return false;
        }
    }
}
