using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki;
using Signing.Core.Verification;

namespace Signing.Core.Registration;

/// <summary>Registers the library with a host.</summary>
public static class PdfSigningServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="PdfSigner"/>, <see cref="PdfVerifier"/>, <see cref="KeyRing"/>, <see cref="TrustFolders"/> (also as
    /// <see cref="TrustSource"/>), <see cref="ValidationPolicies"/> and <see cref="PdfSigningDefaults"/>, one of each for the application; a <see cref="TrustStore"/> is
    /// what is trusted when it is asked for. The configuration is validated when the host
    /// starts, or when the first of them is made. A <see cref="TimeProvider"/> that is registered before is used.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section with the settings of <see cref="PdfSigningOptions"/>, usually <c>Signing</c>.</param>
    /// <returns>The same services.</returns>
    /// <remarks>A setting that is unknown or wrong ends in <see cref="ErrorCodes.ConfigurationInvalid"/>, which names it.</remarks>
    public static IServiceCollection AddPdfSigning(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);

        string section = configuration is IConfigurationSection { Path: { Length: > 0 } path } ? path + ":" : "";
        services.AddOptions<PdfSigningOptions>().Configure(options => SettingsBinder.Bind(configuration, options)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PdfSigningOptions>>(new PdfSigningOptionsValidator(section));
        services.TryAddSingleton(TimeProvider.System);

        Add(static (settings, _) => new PdfSigningDefaults(settings.ToDefaultLevel()));
        Add(static (settings, _) => settings.ToPolicies());
        Add(static (settings, provider) => settings.ToTrustFolders(Clock(provider), provider.GetService<ILogger<TrustFolders>>() ?? NullLogger<TrustFolders>.Instance));
        services.TryAddSingleton<TrustSource>(static provider => provider.GetRequiredService<TrustFolders>());
        services.TryAddTransient(static provider => provider.GetRequiredService<TrustSource>().Current);
        Add(static (settings, provider) => new KeyRing(settings.ToKeyRingOptions(Clock(provider))));
        Add(static (settings, provider) => new PdfSigner(settings.ToSignerOptions(provider.GetRequiredService<TrustSource>(), Clock(provider))));
        Add(static (settings, provider) => new PdfVerifier(settings.ToVerifierOptions(provider.GetRequiredService<TrustSource>(), Clock(provider))));
        return services;

        void Add<T>(Func<PdfSigningOptions, IServiceProvider, T> make)
            where T : class =>
            services.TryAddSingleton(provider => NameSetting(section, () => make(provider.GetRequiredService<IOptions<PdfSigningOptions>>().Value, provider)));
    }

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    // The rooms know their settings, but not in which section of the configuration they stand.
    private static T NameSetting<T>(string section, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (SigningException invalid) when (
            invalid.Code == ErrorCodes.ConfigurationInvalid
            && invalid.Facts.TryGetValue("setting", out string? setting)
            && !setting.StartsWith(section, StringComparison.OrdinalIgnoreCase))
        {
            throw Error.Of(invalid.Code, invalid, ("setting", section + setting), ("detail", invalid.Facts.GetValueOrDefault("detail")));
        }
    }
}
