using Signing.Api.Options;

namespace Signing.Api.OpenApi;

/// <summary>Marks an operation that takes a document in either kind of body, with these options.</summary>
/// <param name="Options">What may be given.</param>
/// <param name="Judges">Whether any document gets an answer: then the document itself is never the problem.</param>
internal sealed record DocumentBody(IReadOnlyList<RequestOption> Options, bool Judges);
