namespace Signing.Core.Pdf.Sources;

/// <summary>A document as it is when an update has been appended to it. The document's source stays its owner's.</summary>
internal sealed class UpdatedSource(PdfSource original, ReadOnlyMemory<byte> update) : PdfSource
{
    public override long Length => original.Length + update.Length;

    public override int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        long behind = offset - original.Length;
        if (behind < 0)
        {
            return original.Read(offset, destination[..(int)Math.Min(destination.Length, -behind)]);
        }
        ReadOnlySpan<byte> rest = update.Span[(int)Math.Min(behind, update.Length)..];
        rest = rest[..Math.Min(rest.Length, destination.Length)];
        rest.CopyTo(destination);
        return rest.Length;
    }
}
