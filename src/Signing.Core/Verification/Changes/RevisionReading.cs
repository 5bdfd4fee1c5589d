using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// What rules read of a whole revision, read once: a revision is the later one in one comparison and the earlier one in the next.
/// </summary>
/// <param name="view">The document as it was then.</param>
internal sealed class RevisionReading(PdfView view)
{
    private PdfForm? _form;
    private SecurityStoreParts? _store;
    private bool _isStoreRead;

    internal PdfView View => view;

    internal PdfForm Form => _form ??= PdfForm.Read(view);

    /// <summary>The parts of its document security store; null where there is none, or something in it that belongs into none.</summary>
    internal SecurityStoreParts? Store
    {
        get
        {
            if (!_isStoreRead)
            {
                Store = SecurityStoreParts.Read(view);
            }
            return _store;
        }

        set => (_store, _isStoreRead) = (value, true);
    }
}
