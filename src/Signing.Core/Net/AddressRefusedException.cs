namespace Signing.Core.Net;

/// <summary>Carries a refusal out of the connect step; the fetcher turns it into <see cref="FetchStatus.Refused"/>.</summary>
internal sealed class AddressRefusedException(string detail) : Exception(detail);
