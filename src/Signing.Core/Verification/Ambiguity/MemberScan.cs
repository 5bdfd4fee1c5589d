using Signing.Core.Pdf;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>Looks through the members of object streams (ISO 32000-2, 7.5.7).</summary>
/// <param name="found">Takes what is odd, and the member that it is about.</param>
internal sealed class MemberScan(Action<OddityKind, CrossReferenceEntry> found)
{
    private readonly DictionaryKeys _keys = new();

    /// <param name="view">The revision.</param>
    /// <param name="container">The object stream.</param>
    internal void Run(PdfView view, CrossReferenceEntry container) => view.VisitStream(container, stream => Read(view, container, stream));

    private void Read(PdfView view, CrossReferenceEntry container, ObjectStream stream)
    {
        using var scan = new ObjectScan(stream.Decoded, view.Document.Meter, _keys);
        for (int index = 0; index < stream.Numbers.Count; index++)
        {
            (int number, int start) = stream[index];
            // Of two members with one number the entry's index says which one counts; a reader that asks the stream alone takes another.
            bool isNamed = view.TryGet(number, out CrossReferenceEntry entry)
                && entry.Kind == CrossReferenceKind.InStream && entry.StreamNumber == container.Number && entry.Index == index;
            if (!isNamed)
            {
                found(OddityKind.UnnamedMember, CrossReferenceEntry.InStream(number, container.Number, index));
            }
            if (scan.HasOddKeysInValue(start))
            {
                found(OddityKind.Keys, CrossReferenceEntry.InStream(number, container.Number, 0));
            }
        }
    }
}
