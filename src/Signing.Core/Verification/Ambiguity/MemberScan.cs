using Signing.Core.Pdf;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>Looks through the members of an object stream (ISO 32000-2, 7.5.7).</summary>
internal static class MemberScan
{
    /// <param name="view">The revision.</param>
    /// <param name="container">The object stream.</param>
    /// <param name="found">Takes what is odd, and the member that it is about.</param>
    internal static void Run(PdfView view, CrossReferenceEntry container, Action<OddityKind, CrossReferenceEntry> found)
    {
        ObjectStream stream = view.OpenStream(container);
        IReadOnlyList<int> numbers = stream.Numbers;
        var seen = new HashSet<int>();
        for (int index = 0; index < numbers.Count; index++)
        {
            // Of two members with one number the entry's index says which one counts; a reader that asks the stream alone takes another.
            bool isNamed = view.TryGet(numbers[index], out CrossReferenceEntry entry)
                && entry.Kind == CrossReferenceKind.InStream && entry.StreamNumber == container.Number && seen.Add(numbers[index]) && entry.Index == index;
            if (!isNamed)
            {
                found(OddityKind.UnnamedMember, CrossReferenceEntry.InStream(numbers[index], container.Number, index));
            }
        }
        using var scan = new ObjectScan(stream.Decoded, view.Document.Meter);
        foreach ((int number, int start, int end) in stream.Places())
        {
            scan.Read(start, end, view);
            if (scan.HasOddKeys)
            {
                found(OddityKind.Keys, CrossReferenceEntry.InStream(number, container.Number, 0));
            }
        }
    }
}
