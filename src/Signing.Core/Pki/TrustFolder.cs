using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki;

/// <summary>Reads a trust domain's certificates and says exactly what is wrong with its files.</summary>
internal static class TrustFolder
{
    internal static TrustDomain Load(TrustDomainOptions options)
    {
        List<Certificate> anchors = Collect($"Trust:{options.Name}:Anchors", options.AnchorFolder, options.Anchors);
        List<Certificate> intermediates = Collect($"Trust:{options.Name}:Intermediates", options.IntermediateFolder, options.Intermediates);
        return anchors.Count > 0
            ? new TrustDomain(options.Name, anchors, intermediates, TrustDomainPolicy.Of(options))
            : throw TrustStore.Invalid($"Trust:{options.Name}:Anchors", options.AnchorFolder is { } folder ? $"the folder '{folder}' holds no certificate" : "no trust anchor is given");
    }

    private static List<Certificate> Collect(string setting, string? folder, IEnumerable<X509Certificate2> inMemory)
    {
        var certificates = new List<Certificate>();
        if (!string.IsNullOrEmpty(folder))
        {
            foreach (string file in Files(setting, folder))
            {
                certificates.AddRange(ReadFile(setting, file));
            }
        }
        certificates.AddRange(inMemory.Select(Certificate.From));
        return certificates;
    }

    private static List<string> Files(string setting, string folder)
    {
        try
        {
            // By name, so that the same folder means the same store on every machine.
            return [.. Directory.EnumerateFiles(folder).Where(CertificateFile.IsCertificateFile).Order(StringComparer.Ordinal)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw TrustStore.Invalid(setting, $"the folder '{folder}' cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static IReadOnlyList<Certificate> ReadFile(string setting, string file)
    {
        try
        {
            return CertificateFile.Read(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CertificateException)
        {
            throw TrustStore.Invalid(setting, $"the file '{file}' cannot be used: {unreadable.Message}", unreadable);
        }
    }
}
