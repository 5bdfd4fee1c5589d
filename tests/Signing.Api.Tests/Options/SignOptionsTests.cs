using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Signing.Api.Options;
using Signing.Core.Creation;

namespace Signing.Api.Tests.Options;

public class SignOptionsTests
{
    [Fact]
    public void Read_Nothing_TakesTheConfiguredLevelAndLeavesTheRestToCore()
    {
        SignatureOptions options = Read("");

        Assert.Equal(PadesLevel.BaselineT, options.Level);
        Assert.Null(options.Digest);
        Assert.Null(options.Padding);
        Assert.Null(options.Certify);
        Assert.All([options.Field, options.Reason, options.Location, options.ContactInfo], Assert.Null);
    }

    [Fact]
    public void Read_Texts_GoWhereTheyBelong()
    {
        SignatureOptions options = Read("?field=a.b&reason=r&location=l&contact=c");

        Assert.Equal(("a.b", "r", "l", "c"), (options.Field, options.Reason, options.Location, options.ContactInfo));
    }

    [Fact]
    public void Read_EveryOfferedValue_IsUnderstood()
    {
        Assert.Equal([PadesLevel.BaselineB, PadesLevel.BaselineT, PadesLevel.BaselineLt, PadesLevel.BaselineLta], SignOptions.Level.Values.Select(static v => Read("?level=" + v).Level));
        Assert.Equal([HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512], SignOptions.Digest.Values.Select(static v => Read("?digest=" + v).Digest!.Value));
        Assert.Equal([RsaPadding.Pkcs1, RsaPadding.Pss], SignOptions.Padding.Values.Select(static v => Read("?padding=" + v).Padding!.Value));
        Assert.Equal([CertificationLevel.NoChanges, CertificationLevel.FormFilling, CertificationLevel.Annotations], SignOptions.Certify.Values.Select(static v => Read("?certify=" + v).Certify!.Value));
    }

    private static SignatureOptions Read(string query) =>
        SignOptions.Read(GivenOptions.FromQuery(new QueryString(query), SignOptions.All), PadesLevel.BaselineT);
}
