namespace Signing.Benchmarks;

/// <summary>Where another process finds what it signs with.</summary>
/// <param name="Anchors">The folder of trust anchors.</param>
/// <param name="Intermediates">The folder of intermediates.</param>
/// <param name="Key">The PKCS#12 file.</param>
/// <param name="Password">The file of its password.</param>
/// <param name="Authority">Host and port of OCSP and CRL.</param>
internal sealed record DevFiles(string Anchors, string Intermediates, string Key, string Password, string Authority);
