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

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html", "text/html")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("application/xml, text/html;q=0.9", "application/xml")]
    [InlineData("text/html;q=0.2, application/xml;q=0.3", "application/xml")]
    [InlineData("text/html, application/json", "application/json")]
    [InlineData("*/*, text/html", "text/html")]
    [InlineData("text/*, application/json;q=0.5", "text/html")]
    [InlineData("application/json;q=0, */*", "text/html")]
    [InlineData("application/json;q=0, text/html;q=0, */*", "application/xml")]
    public void Choose_Offers_TheOneThatIsWantedMost(string? accept, string expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accept;

        Assert.Equal(expected, AcceptHeader.Choose(context.Request, "application/json", "text/html", "application/xml"));
    }

    private static void Demand(string? accept)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accept;
        AcceptHeader.Demand(context.Request, "application/json");
    }
}
