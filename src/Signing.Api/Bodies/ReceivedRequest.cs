using Signing.Api.Options;

namespace Signing.Api.Bodies;

/// <summary>A document and the options that came with it.</summary>
internal sealed record ReceivedRequest(ReceivedDocument Document, GivenOptions Options);
