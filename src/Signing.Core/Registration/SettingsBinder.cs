using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Signing.Core.Keys;
using Signing.Core.Net;
using Signing.Core.Pdf;

namespace Signing.Core.Registration;

/// <summary>Binds a configuration section strictly: a misspelt setting must not be taken for one that was left out.</summary>
internal static class SettingsBinder
{
    /// <exception cref="SigningException">configuration.invalid: a setting is unknown, or its text does not fit it.</exception>
    internal static void Bind(IConfiguration configuration, PdfSigningOptions options)
    {
        DemandKnown<PdfSigningOptions>(configuration);
        DemandKnownInEach<KeyOptions>(configuration.GetSection(nameof(PdfSigningOptions.Keys)));
        DemandKnownInEach<TrustSettings>(configuration.GetSection(nameof(PdfSigningOptions.Trust)));
        DemandKnownInEach<TimestampAuthoritySettings>(configuration.GetSection(nameof(PdfSigningOptions.TimestampAuthorities)));
        IConfigurationSection fetch = configuration.GetSection(nameof(PdfSigningOptions.Fetch));
        DemandKnown<FetchSettings>(fetch);
        DemandKnown<PdfBudget>(configuration.GetSection(nameof(PdfSigningOptions.Budget)));
        DemandKnownInEach<AddressRewrite>(fetch.GetSection(nameof(FetchSettings.Rewrite)));
        try
        {
            configuration.Bind(options);
        }
        catch (InvalidOperationException failure)
        {
            // The binder's own sentence names the setting and its text.
            throw Error.Of(
                ErrorCodes.ConfigurationInvalid,
                failure,
                ("setting", (configuration as IConfigurationSection)?.Path),
                ("detail", failure.InnerException is { } inner ? $"{failure.Message} {inner.Message}" : failure.Message));
        }
    }

    private static void DemandKnownInEach<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IConfigurationSection section)
    {
        foreach (IConfigurationSection item in section.GetChildren())
        {
            DemandKnown<T>(item);
        }
    }

    private static void DemandKnown<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IConfiguration section)
    {
        PropertyInfo[] known = typeof(T).GetProperties();
        foreach (IConfigurationSection setting in section.GetChildren())
        {
            if (!known.Any(property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)))
            {
                throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", setting.Path), ("detail", $"there is no such setting; there are {string.Join(", ", known.Select(static p => p.Name))}."));
            }
        }
    }
}
