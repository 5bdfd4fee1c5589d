using Signing.Api.Problems;
using Signing.Core;

namespace Signing.Api.Tests.Problems;

public class ApiExceptionTests
{
    [Fact]
    public void Option_InEitherLanguage_SaysTheWholeSentenceInIt()
    {
        Sentence sentence = ApiException.Option("level", "option.value", ("values", "B-B, B-T")).Sentence;

        Assert.Equal("it must be one of B-B, B-T.", sentence.SayFacts("en")["detail"]);
        Assert.Equal("phải là một trong: B-B, B-T.", sentence.SayFacts("vi")["detail"]);
    }

    [Fact]
    public void Option_NameFromAStranger_IsSaidBackShortAndOnOneLine()
    {
        string said = ApiException.Option("a\r\nb" + new string('x', 1000), "option.unknown").Sentence.SayFacts("en")["option"];

        Assert.Equal("a??b" + new string('x', 60), said);
    }

    [Theory]
    [InlineData("option.", "unknown repeated empty long control value number string time required")]
    [InlineData("malformed.", "json multipart encoding body")]
    [InlineData("forbidden.", "key caller loopback host origin")]
    public void EveryPartSentence_IsInBothLanguages(string group, string names)
    {
        foreach (string name in names.Split(' '))
        {
            Assert.NotEqual(group + name, Messages.Get(group + name, "en"));
            Assert.NotEqual(Messages.Get(group + name, "en"), Messages.Get(group + name, "vi"));
        }
    }
}
