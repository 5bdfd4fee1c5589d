using Signing.Api.Problems;
using Signing.Core.Verification;

namespace Signing.Api.Options;

/// <summary>The options of <c>POST /v1/extract</c>, and how they become Core's.</summary>
internal static class ExtractOptions
{
    internal static RequestOption Field { get; } = new("field", "The full name of the signature field whose revision is wanted. Exactly one of field, signature and revision is given.");
    internal static RequestOption Signature { get; } = new("signature", "The signature whose revision is wanted, by its place in the report, counted from 1.") { IsNumber = true, MaxLength = 9 };
    internal static RequestOption Revision { get; } = new("revision", "The revision that is wanted, counted from 1.") { IsNumber = true, MaxLength = 9 };
    internal static RequestOption Password { get; } = SignOptions.Password;

    internal static IReadOnlyList<RequestOption> All { get; } = [Field, Signature, Revision, Password];

    internal static ExtractionOptions Read(GivenOptions given)
    {
        var options = new ExtractionOptions { Field = given[Field], Signature = given.Number(Signature), Revision = given.Number(Revision), Password = given[Password] };
        RequestOption[] named = [.. ((RequestOption[])[Field, Signature, Revision]).Where(option => given[option] is not null)];
        return named.Length == 1 ? options : throw ApiException.Option(named.Length == 0 ? Field.Name : named[1].Name, "option.one", ("options", "field, signature, revision"));
    }
}
