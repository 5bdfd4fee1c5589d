using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>The widget of a new signature field.</summary>
/// <param name="Field">The field's full name.</param>
/// <param name="Page">The page that it names; null where it names none.</param>
/// <param name="Rectangle">Where it stands on its page; null where it draws nothing.</param>
internal sealed record NewWidget(string Field, PdfReference? Page, PdfArray? Rectangle);
