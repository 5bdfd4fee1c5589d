namespace Signing.Core.Verification;

/// <summary>A revision of a document: its first bytes. That it was found says nothing of any signature's validity.</summary>
public sealed class ExtractedRevision
{
    internal ExtractedRevision(int revision, long length)
    {
        Revision = revision;
        Length = length;
    }

    /// <summary>Which revision, counted from 1.</summary>
    public int Revision { get; }

    /// <summary>How many bytes of the document it is.</summary>
    public long Length { get; }
}
