using Signing.Core.Net;
using Signing.Core.Pdf;
using Signing.Core.Pki;
using Signing.Core.Verification;

namespace Signing.Core.Creation;

/// <summary>What all signatures of one <see cref="PdfSigner"/> share. Read once, when the signer is made.</summary>
public sealed class PdfSignerOptions
{
    /// <summary>The trust domains that a signer's certificate must lead to. Default: none, so that every signer is refused.</summary>
    public TrustSource Trust { get; set; } = TrustStore.Empty;

    /// <summary>The time-stamp authorities, asked in this order. Default: none, so that B-T is refused.</summary>
    public IReadOnlyList<TimestampAuthorityOptions> TimestampAuthorities { get; set; } = [];

    /// <summary>What to do below B-LT when the status of the signer's certificate cannot be learnt. Default: refuse.</summary>
    public SignerStatusUnknown SignerStatusUnknown { get; set; } = SignerStatusUnknown.Refuse;

    /// <summary>
    /// The greatest age that a proof of the status of a signer or time-stamp authority may have, at B-LT and above, when the
    /// signature is made; older ones are fetched anew, and one that is older still does not count. For certificates of
    /// authorities, the newest proof counts until its nextUpdate. Default: null, a proof counts until its nextUpdate.
    /// </summary>
    public TimeSpan? ProofFreshness { get; set; }

    /// <summary>Whether DSS dictionaries also say which proofs belong to which signature. Default: they do not.</summary>
    public VriEntries VriEntries { get; set; } = VriEntries.Omit;

    /// <summary>The rules for OCSP, CRL and time-stamp requests.</summary>
    public FetchOptions Fetch { get; set; } = new();

    /// <summary>The budgets against hostile documents.</summary>
    public PdfBudget Budget { get; set; } = new();

    /// <summary>Where input that cannot seek is spooled beyond 1 MiB. Default: the system's folder for temporary files.</summary>
    public string? TemporaryFolder { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The same options for verifying what is extended.</summary>
    internal PdfVerifierOptions ForVerification() => new()
    {
        Trust = Trust, Fetch = Fetch, Budget = Budget, TemporaryFolder = TemporaryFolder, TimeProvider = TimeProvider,
    };
}
