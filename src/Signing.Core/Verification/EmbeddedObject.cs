namespace Signing.Core.Verification;

/// <summary>A certificate, OCSP answer or CRL that a document carries.</summary>
/// <param name="Der">Its bytes.</param>
/// <param name="Revision">The first revision whose closing time-stamp covers it.</param>
internal readonly record struct EmbeddedObject(ReadOnlyMemory<byte> Der, int Revision);
