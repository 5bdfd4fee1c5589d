using Microsoft.AspNetCore.Http;
using Signing.Api.Endpoints;
using Signing.Api.Problems;

namespace Signing.Api.Tests.Endpoints;

public class AcceptHeaderTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("application/*")]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=utf-8")]
    [InlineData("text/html, application/json;q=0.1")]
    [InlineData("text/html;q=0, */*;q=0.1")]
    [InlineData("rubbish")]
    public void Demand_Acceptable_Passes(string? accept) => Demand(accept);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml, text/html")]
    [InlineData("text/*")]
    [InlineData("application/json;q=0")]
    [InlineData("application/json;q=0, */*")]
    [InlineData("application/json;q=0, application/*;q=0.5")]
    public void Demand_NotAcceptable_IsRefused(string accept) =>
        Assert.Equal(ApiErrorCodes.RequestNotAcceptable, Assert.Throws<ApiException>(() => Demand(accept)).Sentence.Code);

    private static void Demand(string? accept)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accept;
        AcceptHeader.Demand(context.Request, "application/json");
    }
}
