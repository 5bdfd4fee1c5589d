using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pdf;

namespace Signing.Core.Registration;

/// <summary>
/// The section <c>Signing</c> of the configuration: the keys, whom to trust, and where time-stamps come from. Folders and
/// files are relative to the process's working directory.
/// </summary>
public sealed class PdfSigningOptions
{
    /// <summary>The keys by name. Default: none.</summary>
    public Dictionary<string, KeyOptions> Keys { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The name of the key that signs where none is asked for. Default: the only key, where there is only one.</summary>
    public string? DefaultKey { get; set; }

    /// <summary>The level where none is asked for: <c>B-B</c>, <c>B-T</c>, <c>B-LT</c> or <c>B-LTA</c>. Default: <c>B-B</c>.</summary>
    public string DefaultLevel { get; set; } = "B-B";

    /// <summary>The trust domains by name. Default: none, so that nobody is trusted.</summary>
    public Dictionary<string, TrustSettings> Trust { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How often the folders of the trust domains are looked at for changes. Default: 10 seconds.</summary>
    public TimeSpan TrustInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Validation policies by name, beside <c>Online</c> and <c>Offline</c>. Default: none.</summary>
    public Dictionary<string, PolicySettings> Policies { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The time-stamp authorities, asked in this order. Default: none.</summary>
    public IList<TimestampAuthoritySettings> TimestampAuthorities { get; set; } = [];

    /// <summary>The rules for OCSP, CRL and time-stamp requests.</summary>
    public FetchSettings Fetch { get; set; } = new();

    /// <summary>What reading one document may cost; exhausted, it ends in <see cref="ErrorCodes.PdfBudget"/>.</summary>
    public PdfBudget Budget { get; set; } = new();

    /// <summary>What to do below B-LT when the status of the signer's certificate cannot be learnt. Default: refuse.</summary>
    public SignerStatusUnknown SignerStatusUnknown { get; set; } = SignerStatusUnknown.Refuse;

    /// <summary>The greatest age of a proof at B-LT and above when the signature is made. Default: it counts until its nextUpdate.</summary>
    public TimeSpan? ProofFreshness { get; set; }

    /// <summary>Whether DSS dictionaries also say which proofs belong to which signature. Default: they do not.</summary>
    public VriEntries VriEntries { get; set; } = VriEntries.Omit;

    /// <summary>Where rejected PINs are remembered, as salted hashes. Default: a folder of the user.</summary>
    public string? PinStateFolder { get; set; }
}
