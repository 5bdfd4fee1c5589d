using Signing.Core.Pdf;

namespace Signing.Core.Creation;

/// <summary>What is settled about a signature before the document is read for its digest.</summary>
/// <param name="Algorithm">The signature algorithm.</param>
/// <param name="Path">The signer's path, the signer first.</param>
/// <param name="ContentsSize">How many bytes are reserved for the CMS.</param>
/// <param name="Update">The incremental update, its hole still empty.</param>
/// <param name="Notes">What the caller should know.</param>
internal sealed record PlannedSignature(
    SignatureAlgorithm Algorithm, IReadOnlyList<ReadOnlyMemory<byte>> Path, int ContentsSize, PdfUpdateResult Update, IReadOnlyList<SigningNote> Notes);
