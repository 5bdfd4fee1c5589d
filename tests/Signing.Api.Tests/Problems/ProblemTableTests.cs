using System.Reflection;
using Signing.Api.Problems;
using Signing.Core;

namespace Signing.Api.Tests.Problems;

public class ProblemTableTests
{
    [Fact]
    public void Table_HasARowForEveryCode()
    {
        string[] codes = [.. Constants(typeof(ErrorCodes)), .. Constants(typeof(ApiErrorCodes))];

        Assert.Equal(codes.Order(), ProblemTable.Codes.Order());
    }

    [Theory]
    [InlineData(400, "request.empty request.invalid request.option")]
    [InlineData(401, "auth.required")]
    [InlineData(403, "auth.forbidden")]
    [InlineData(406, "request.not_acceptable")]
    [InlineData(413, "request.too_large")]
    [InlineData(415, "request.media_type")]
    [InlineData(422, "pdf.not_pdf pdf.damaged pdf.signed_damaged pdf.encrypted pdf.not_permitted pdf.budget field.unknown field.signed key.unknown")]
    [InlineData(422, "signer.expired signer.revoked signer.untrusted proof.missing contents.too_small")]
    [InlineData(502, "tsa.invalid_response")]
    [InlineData(503, "token.absent token.busy token.pin_wrong token.pin_locked tsa.unavailable")]
    [InlineData(504, "tsa.timeout token.timeout")]
    public void TryGet_ContractCodes_HaveTheContractStatus(int status, string codes)
    {
        foreach (string code in codes.Split(' '))
        {
            Assert.True(ProblemTable.TryGet(code, out ProblemKind? kind), code);
            Assert.Equal((code, status), (code, kind.Status));
            Assert.Equal((code, status == 503), (code, kind.RetryAfter > 0));
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("vi")]
    public void EveryCode_HasATitleADetailAndAnAction(string language)
    {
        foreach (string code in ProblemTable.Codes)
        {
            Assert.NotEqual(code, Messages.GetTitle(code, language));
            Assert.NotEqual(code, Messages.Get(code, language));
            Assert.NotEqual("", Messages.GetAction(code, language));
        }
    }

    private static IEnumerable<string> Constants(Type type) => type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(static field => field.IsLiteral)
        .Select(static field => (string)field.GetRawConstantValue()!);
}
