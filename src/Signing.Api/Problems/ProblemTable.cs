using System.Collections.Frozen;
using Signing.Core;

namespace Signing.Api.Problems;

/// <summary>The one table from code to HTTP status. A code that is not in it is a mistake of ours, and answered as one.</summary>
internal static class ProblemTable
{
    private static readonly FrozenDictionary<string, ProblemKind> Kinds = new Dictionary<string, ProblemKind>(StringComparer.Ordinal)
    {
        [ErrorCodes.RequestEmpty] = new(400),
        [ErrorCodes.RequestOption] = new(400),
        [ApiErrorCodes.RequestInvalid] = new(400),
        [ApiErrorCodes.AuthRequired] = new(401),
        [ApiErrorCodes.AuthForbidden] = new(403),
        [ApiErrorCodes.RequestNotFound] = new(404),
        [ApiErrorCodes.RequestMethod] = new(405),
        [ApiErrorCodes.RequestNotAcceptable] = new(406),
        [ApiErrorCodes.RequestTooLarge] = new(413),
        [ApiErrorCodes.RequestMediaType] = new(415),
        [ApiErrorCodes.RequestCancelled] = new(499),

        [ErrorCodes.PdfNotPdf] = new(422),
        [ErrorCodes.PdfDamaged] = new(422),
        [ErrorCodes.PdfSignedDamaged] = new(422),
        [ErrorCodes.PdfEncrypted] = new(422),
        [ErrorCodes.PdfPasswordWrong] = new(422),
        [ErrorCodes.PdfNotPermitted] = new(422),
        [ErrorCodes.PdfUnsigned] = new(422),
        [ErrorCodes.PdfSignatureInvalid] = new(422),
        [ErrorCodes.PdfBudget] = new(422),
        [ErrorCodes.FieldUnknown] = new(422),
        [ErrorCodes.FieldSigned] = new(422),
        [ErrorCodes.FieldConstraint] = new(422),
        [ErrorCodes.FieldUnsigned] = new(422),
        [ErrorCodes.SignatureUnknown] = new(422),
        [ErrorCodes.SignaturePartial] = new(422),
        [ErrorCodes.RevisionUnknown] = new(422),
        [ErrorCodes.KeyUnknown] = new(422),
        [ErrorCodes.KeyAlgorithm] = new(422),
        [ErrorCodes.SignerExpired] = new(422),
        [ErrorCodes.SignerRevoked] = new(422),
        [ErrorCodes.SignerUntrusted] = new(422),
        [ErrorCodes.ProofMissing] = new(422),
        [ErrorCodes.ContentsTooSmall] = new(422),
        [ErrorCodes.StateInvalid] = new(422),
        [ErrorCodes.StateDocument] = new(422),

        // What only the operator can mend.
        [ErrorCodes.ConfigurationInvalid] = new(500),
        [ErrorCodes.KeyFile] = new(500),
        [ErrorCodes.SignatureInvalid] = new(500),
        [ErrorCodes.FileFailed] = new(500),
        [ApiErrorCodes.InternalError] = new(500),

        [ErrorCodes.TsaInvalidResponse] = new(502),
        [ErrorCodes.FetchFailed] = new(502),

        // A busy queue drains in a moment; the others wait for a network or for a person.
        [ErrorCodes.TokenBusy] = new(503, RetryAfter: 1),
        [ErrorCodes.TokenAbsent] = new(503, RetryAfter: 10),
        [ErrorCodes.TokenFailed] = new(503, RetryAfter: 10),
        [ErrorCodes.TsaUnavailable] = new(503, RetryAfter: 10),
        [ErrorCodes.TokenPinWrong] = new(503, RetryAfter: 60),
        [ErrorCodes.TokenPinLocked] = new(503, RetryAfter: 60),

        [ErrorCodes.TsaTimeout] = new(504),
        [ErrorCodes.TokenTimeout] = new(504),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static IEnumerable<string> Codes => Kinds.Keys;

    internal static IEnumerable<IGrouping<int, string>> ByStatus => Kinds
        .GroupBy(static kind => kind.Value.Status, static kind => kind.Key)
        .OrderBy(static group => group.Key);

    internal static bool TryGet(string code, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ProblemKind? kind) =>
        Kinds.TryGetValue(code, out kind);
}
