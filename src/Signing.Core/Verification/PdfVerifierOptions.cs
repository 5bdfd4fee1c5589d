using Signing.Core.Net;
using Signing.Core.Pdf;
using Signing.Core.Pki;

namespace Signing.Core.Verification;

/// <summary>What all verifications of one <see cref="PdfVerifier"/> share. Read once, when the verifier is made.</summary>
public sealed class PdfVerifierOptions
{
    /// <summary>The trust domains whose anchors a path may end at. Default: none, so that no signer is trusted.</summary>
    public TrustSource Trust { get; set; } = TrustStore.Empty;

    /// <summary>The rules for fetching proofs; used only where the policy permits it.</summary>
    public FetchOptions Fetch { get; set; } = new();

    /// <summary>The budgets against hostile documents.</summary>
    public PdfBudget Budget { get; set; } = new();

    /// <summary>Where input that cannot seek is spooled beyond 1 MiB. Default: the system's folder for temporary files.</summary>
    public string? TemporaryFolder { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
