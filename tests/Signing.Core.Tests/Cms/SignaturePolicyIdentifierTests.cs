using Signing.Core.Cms;
using Xunit;

namespace Signing.Core.Tests.Cms;

/// <summary>The attribute that names a signature policy is read whatever its bytes are.</summary>
public sealed class SignaturePolicyIdentifierTests
{
    private static readonly Dictionary<string, byte[]> Malformed = new(StringComparer.Ordinal)
    {
        ["nothing"] = [],
        ["a number"] = [2, 1, 5],
        ["an empty sequence"] = [0x30, 0],
        ["an identifier alone"] = Forge.Encode(static writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(PolicyAttribute.Oid);
            }
        }),
        ["bytes behind it"] = [.. PolicyAttribute.Of(), 5, 0],
        ["bytes behind the implied one"] = [.. PolicyAttribute.Implied, 0],
        ["implied with content"] = [5, 1, 0],
        ["a qualifier that is none"] = PolicyAttribute.Of(qualifiers: [[5, 0]]),
        ["an address beyond ASCII"] = PolicyAttribute.Of(qualifiers: [[.. PolicyAttribute.At("https://e")[..^1], 0xE9]]),
        ["an address without end"] = PolicyAttribute.Of(qualifiers: [PolicyAttribute.At(new string('a', 3000))]),
    };

    public static TheoryData<string> MalformedNames => [.. Malformed.Keys];

    [Fact]
    public void Read_WithQualifiers_TheFirstAddress()
    {
        SignaturePolicyIdentifier policy = SignaturePolicyIdentifier.Read(
            PolicyAttribute.Of(qualifiers: [PolicyAttribute.Notice(), PolicyAttribute.At(PolicyAttribute.Uri), PolicyAttribute.At("https://other")]));

        Assert.Equal((PolicyAttribute.Oid, PolicyAttribute.Uri, ""), (policy.Oid, policy.Uri, policy.Problem));
        Assert.Equal(PolicyAttribute.Digest, policy.Digest.ToArray());
    }

    [Fact]
    public void Read_WithoutQualifiers_NoAddress() => Assert.Null(SignaturePolicyIdentifier.Read(PolicyAttribute.Of()).Uri);

    [Fact]
    public void Read_Implied_NamesNone()
    {
        SignaturePolicyIdentifier policy = SignaturePolicyIdentifier.Read(PolicyAttribute.Implied);

        Assert.Equal((null, ""), (policy.Oid, policy.Problem));
    }

    [Theory]
    [MemberData(nameof(MalformedNames))]
    public void Read_Malformed_SaysSo(string name)
    {
        SignaturePolicyIdentifier policy = SignaturePolicyIdentifier.Read(Malformed[name]);

        Assert.NotEmpty(policy.Problem);
        Assert.Null(policy.Oid);
    }

    [Fact]
    public void Read_CutOff_SaysSo()
    {
        byte[] whole = PolicyAttribute.Of(qualifiers: [PolicyAttribute.At(PolicyAttribute.Uri)]);

        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.NotEmpty(SignaturePolicyIdentifier.Read(whole.AsMemory(0, length)).Problem));
    }
}
