using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;
using Signing.Core.Keys;
using Signing.Core.Pdf;

namespace Signing.Core.Registration;

/// <summary>Says what is wrong with the settings before anything is made of them; the first mistake ends the start.</summary>
/// <param name="section">What stands before a setting's name in the configuration: empty, or ending with a colon.</param>
internal sealed class PdfSigningOptionsValidator(string section) : IValidateOptions<PdfSigningOptions>
{
    /// <exception cref="SigningException">configuration.invalid; the fact names the setting.</exception>
    public ValidateOptionsResult Validate(string? name, PdfSigningOptions options)
    {
        foreach ((string key, KeyOptions settings) in options.Keys)
        {
            CheckKey($"Keys:{key}", settings);
        }
        Require(SettingsConversion.Levels.ContainsKey(options.DefaultLevel), "DefaultLevel", $"it must be one of {string.Join(", ", SettingsConversion.Levels.Keys)}.");
        Require(options.DefaultLevel == "B-B" || options.TimestampAuthorities.Count > 0, "DefaultLevel", $"{options.DefaultLevel} needs a time-stamp authority, and Signing:TimestampAuthorities has none.");
        Require(options.ProofFreshness is null || options.ProofFreshness > TimeSpan.Zero, "ProofFreshness", "it must be more than zero.");
        foreach ((string domain, TrustSettings settings) in options.Trust)
        {
            Require(!string.IsNullOrEmpty(settings.Anchors), $"Trust:{domain}:Anchors", "name the folder of the trust anchors.");
        }
        foreach ((string policy, PolicySettings settings) in options.Policies)
        {
            Require(!string.IsNullOrEmpty(settings.File), $"Policies:{policy}:File", "name the policy's file.");
            RequireFile(settings.File, $"Policies:{policy}:File");
        }
        Require(options.TrustInterval >= TimeSpan.Zero, "TrustInterval", "it must not be negative.");
        for (int i = 0; i < options.TimestampAuthorities.Count; i++)
        {
            CheckAuthority(string.Create(CultureInfo.InvariantCulture, $"TimestampAuthorities:{i}"), options.TimestampAuthorities[i]);
        }
        foreach (PropertyInfo limit in typeof(PdfBudget).GetProperties())
        {
            bool isPositive = limit.GetValue(options.Budget) switch
            {
                int number => number > 0,
                long number => number > 0,
                TimeSpan time => time > TimeSpan.Zero,
                _ => false,
            };
            Require(isPositive, $"Budget:{limit.Name}", "it must be more than zero.");
        }
        // The other rules for fetching are Net's own, and said by it.
        Require(options.Fetch.Proxy is null || SettingsConversion.ToWebAddress(options.Fetch.Proxy) is not null, "Fetch:Proxy", "it must be an http or https address.");
        return ValidateOptionsResult.Success;
    }

    // What a key needs, the key ring says; here is what an operator is likely to get wrong besides.
    private void CheckKey(string setting, KeyOptions key)
    {
        bool isToken = key.Kind == KeyKind.Pkcs11;
        Require(isToken || (key.Module ?? key.PinFile ?? key.TokenLabel ?? key.TokenSerial) is null, setting, "a key of the kind Pkcs12 has no Module, TokenLabel, TokenSerial or PinFile.");
        Require(!isToken || (key.File ?? key.PasswordFile) is null, setting, "a key of the kind Pkcs11 has no File or PasswordFile.");
        // A bare file name is looked for where modules usually are; a path is what it says.
        Require(!Path.IsPathRooted(key.Module) || File.Exists(key.Module), $"{setting}:Module", $"there is no file '{key.Module}'.");
        RequireFile(key.PinFile, $"{setting}:PinFile");
        RequireFile(key.File, $"{setting}:File");
        RequireFile(key.PasswordFile, $"{setting}:PasswordFile");
    }

    private void CheckAuthority(string setting, TimestampAuthoritySettings authority)
    {
        Require(SettingsConversion.ToWebAddress(authority.Address) is not null, $"{setting}:Address", "it must be an http or https address.");
        Require(authority.Timeout > TimeSpan.Zero, $"{setting}:Timeout", "it must be more than zero.");
        Require(SettingsConversion.Digests.ContainsKey(authority.Digest), $"{setting}:Digest", $"it must be one of {string.Join(", ", SettingsConversion.Digests.Keys)}.");
    }

    private void RequireFile(string? file, string setting) =>
        Require(file is null || File.Exists(file), setting, $"there is no file '{file}'.");

    private void Require(bool condition, string setting, string detail)
    {
        if (!condition)
        {
            throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", section + setting), ("detail", detail));
        }
    }
}
