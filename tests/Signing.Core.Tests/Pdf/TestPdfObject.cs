namespace Signing.Core.Tests.Pdf;

internal sealed record TestPdfObject(string Body, byte[]? Data);
