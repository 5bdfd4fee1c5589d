namespace Signing.Core.Pki;

/// <summary>An authority that was asked and gave no time-stamp.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Code">The error that this alone would be.</param>
/// <param name="Detail">What happened.</param>
/// <param name="IsTransient">Whether asking again may help: nothing that the authority said, but that it said nothing.</param>
internal sealed record TimestampAttempt(Uri Address, string Code, string Detail, bool IsTransient = false);
