namespace Signing.Core.Verification;

/// <summary>Compares structures by their bytes. What is signed ends in its signature value, so the last bytes tell most apart.</summary>
internal sealed class SameBytes : IEqualityComparer<ReadOnlyMemory<byte>>
{
    private const int HashedBytes = 16;

    private SameBytes()
    {
    }

    internal static SameBytes Instance { get; } = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<byte> obj)
    {
        var hash = new HashCode();
        hash.Add(obj.Length);
        hash.AddBytes(obj.Span[Math.Max(0, obj.Length - HashedBytes)..]);
        return hash.ToHashCode();
    }
}
