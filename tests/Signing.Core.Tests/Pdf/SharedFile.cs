namespace Signing.Core.Tests.Pdf;

internal sealed record SharedFile(string Name, string Path, bool IsPlain, string Qpdf, string Encrypted);
