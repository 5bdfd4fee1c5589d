using System.Globalization;
using Signing.CertsDev.Declaration;

namespace Signing.CertsDev.Commands;

/// <summary>The service's configuration for this PKI, as environment variables.</summary>
internal static class ApiConfiguration
{
    internal static IReadOnlyDictionary<string, string> For(DevPki pki, DevToken? token)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Signing__DefaultKey"] = pki.Agency.Name,
            ["Signing__DefaultLevel"] = "B-T",
            ["Signing__Trust__dev__Anchors"] = pki.AnchorFolder,
            ["Signing__Trust__dev__Intermediates"] = pki.IntermediateFolder,
            ["Signing__TimestampAuthorities__0__Address"] = pki.Tsa.Address.AbsoluteUri,
            ["Signing__Fetch__AllowedPrivateHosts__0"] = string.Create(CultureInfo.InvariantCulture, $"{pki.Address.Host}:{pki.Address.Port}"),
            ["Signing__PinStateFolder"] = pki.Files.PinStateFolder,
        };
        foreach (CertificateDeclaration declared in PkiDeclaration.Default.Certificates.Where(declared => declared.For == CertificatePurpose.Signing))
        {
            DevIdentity identity = pki[declared.Name];
            string key = $"Signing__Keys__{declared.Name}__";
            settings[key + "Thumbprint"] = identity.Thumbprint;
            if (declared.Token && token is not null)
            {
                settings[key + "Kind"] = "Pkcs11";
                settings[key + "Module"] = token.Module;
                settings[key + "TokenLabel"] = DevToken.Label;
                settings[key + "PinFile"] = token.PinFile;
            }
            else
            {
                settings[key + "Kind"] = "Pkcs12";
                settings[key + "File"] = identity.Pkcs12File;
                settings[key + "PasswordFile"] = identity.PasswordFile;
            }
        }
        if (token is not null)
        {
            settings[SoftHsm.ConfigurationVariable] = token.ConfigurationFile;
        }
        return settings;
    }
}
