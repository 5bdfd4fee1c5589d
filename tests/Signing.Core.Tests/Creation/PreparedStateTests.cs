using System.Text;
using System.Text.Json.Nodes;
using Signing.Core.Creation;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>A prepared state on its way: nothing that is damaged or does not fit together is completed.</summary>
public sealed class PreparedStateTests(World world)
{
    private static readonly byte[] Document = TestPdf.Create();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_WhatWasExported_IsTheSame()
    {
        byte[] state = (await PrepareAsync()).Export();

        Assert.Equal(state, PreparedSignature.Import(state).Export());
    }

    [Fact]
    public async Task Import_EveryByteDamaged_IsRefusedOrMeansTheSame()
    {
        byte[] state = (await PrepareAsync()).Export();
        int refused = 0;
        for (int i = 0; i < state.Length; i++)
        {
            state[i] ^= 1;
            try
            {
                PreparedSignature imported = PreparedSignature.Import(state);
                state[i] ^= 1;
                Assert.Equal(state, imported.Export());
                continue;
            }
            catch (SigningException error)
            {
                Assert.Equal(ErrorCodes.StateInvalid, error.Code);
                refused++;
            }
            state[i] ^= 1;
        }
        // Some spell the same: a base-64 ending has bits that nobody reads.
        Assert.InRange(refused, state.Length - 50, state.Length);
    }

    [Fact]
    public async Task Import_EveryLengthCut_IsRefused()
    {
        byte[] state = (await PrepareAsync()).Export();
        for (int length = 0; length < state.Length; length += length < 200 ? 1 : 97)
        {
            Refused(state.AsSpan(0, length));
        }
    }

    [Fact]
    public async Task Import_EveryMemberMissingOrOfAnotherType_IsRefused()
    {
        byte[] state = (await PrepareAsync()).Export();
        string[] members = [.. JsonNode.Parse(state)!.AsObject().Select(static member => member.Key)];
        Assert.Equal(13, members.Length);
        foreach (string member in members)
        {
            foreach (JsonNode? value in (JsonNode?[])[null, "?", -1, new JsonArray(), new JsonObject(), true])
            {
                JsonObject changed = JsonNode.Parse(state)!.AsObject();
                if (JsonNode.DeepEquals(changed[member], value))
                {
                    continue;
                }
                changed[member] = value;
                Refused(Encoding.UTF8.GetBytes(changed.ToJsonString()));
            }
            JsonObject without = JsonNode.Parse(state)!.AsObject();
            without.Remove(member);
            Refused(Encoding.UTF8.GetBytes(without.ToJsonString()));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("%PDF-1.7")]
    [InlineData("{\"Version\":1}")]
    public void Import_SomethingElse_IsRefused(string state) => Refused(Encoding.UTF8.GetBytes(state));

    [Fact]
    public async Task Import_UnknownMember_IsRefused()
    {
        JsonObject state = JsonNode.Parse((await PrepareAsync()).Export())!.AsObject();
        state["Further"] = 1;

        Refused(Encoding.UTF8.GetBytes(state.ToJsonString()));
    }

    [Fact]
    public async Task Import_UnknownVersion_SaysSo()
    {
        PreparedState state = (await PrepareAsync()).State with { Version = 2 };

        SigningException error = Refused(state.Export());

        Assert.Contains("Version 2", error.Facts["detail"], StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, Func<PreparedState, PreparedState>> Misfits = new()
    {
        ["no length"] = static state => state with { DocumentLength = 0 },
        ["negative length"] = static state => state with { DocumentLength = -state.DocumentLength },
        ["short digest"] = static state => state with { DocumentSha256 = state.DocumentSha256[..31] },
        ["no attributes"] = static state => state with { SignedAttributes = default },
        ["no certificate"] = static state => state with { Certificates = [] },
        ["a certificate that is none"] = static state => state with { Certificates = ["garbage"u8.ToArray(), .. state.Certificates.Skip(1)] },
        ["an issuer that is none"] = static state => state with { Certificates = [state.Certificates[0], "garbage"u8.ToArray()] },
        ["a scheme of another key"] = static state => state with { Scheme = SignatureScheme.Ecdsa },
        ["a scheme that is none"] = static state => state with { Scheme = (SignatureScheme)99 },
        ["a hash that is too weak"] = static state => state with { Hash = "SHA1" },
        ["a hash that is none"] = static state => state with { Hash = "" },
        ["a level that is none"] = static state => state with { Level = (PadesLevel)99 },
        ["no room"] = static state => state with { ContentsSize = 0 },
        ["negative room"] = static state => state with { ContentsSize = -1 },
        ["less room"] = static state => state with { ContentsSize = state.ContentsSize - 1 },
        ["endless room"] = static state => state with { ContentsSize = int.MaxValue },
        ["nothing before the hole"] = static state => state with { BeforeContents = default },
        ["nothing behind the hole"] = static state => state with { AfterContents = default },
        ["a hole elsewhere"] = static state => state with { BeforeContents = state.BeforeContents[..^1] },
    };

    public static TheoryData<string> MisfitNames => [.. Misfits.Keys];

    [Theory]
    [MemberData(nameof(MisfitNames))]
    public async Task Import_ForgedStateThatFitsNothing_IsRefused(string name) => Refused(Misfits[name]((await PrepareAsync()).State).Export());

    private static readonly Dictionary<string, Func<PreparedState, PreparedState>> Forgeries = new()
    {
        ["another update"] = static state => state with { BeforeContents = Changed(state.BeforeContents, state.BeforeContents.Length - 20) },
        ["another end of the update"] = static state => state with { AfterContents = Changed(state.AfterContents, 10) },
        ["other attributes"] = static state => state with { SignedAttributes = Changed(state.SignedAttributes, 40) },
        ["another hash"] = static state => state with { Hash = "SHA384" },
    };

    public static TheoryData<string> ForgeryNames => [.. Forgeries.Keys];

    [Theory]
    [MemberData(nameof(ForgeryNames))]
    public async Task Complete_ForgedStateWhosePartsDoNotBelongTogether_IsRefused(string name)
    {
        PreparedSignature forged = PreparedSignature.Import(Forgeries[name]((await PrepareAsync()).State).Export());
        byte[] value = await world.Agency.SignDataAsync(forged.DataToSign, forged.Algorithm, CancellationToken);
        using var output = new MemoryStream();

        SigningException error = await Assert.ThrowsAsync<SigningException>(
            () => world.Signer.CompleteAsync(forged, value, new MemoryStream(Document), output, CancellationToken));

        Assert.Equal(ErrorCodes.StateInvalid, error.Code);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public async Task Complete_StateForAnotherSigner_IsRefused()
    {
        PreparedState state = (await PrepareAsync()).State;
        PreparedSignature forged = PreparedSignature.Import((state with { Certificates = [world.Official.Certificate.RawData, .. state.Certificates.Skip(1)] }).Export());
        byte[] value = await world.Official.SignDataAsync(forged.DataToSign, forged.Algorithm, CancellationToken);

        SigningException error = await Assert.ThrowsAsync<SigningException>(
            () => world.Signer.CompleteAsync(forged, value, new MemoryStream(Document), new MemoryStream(), CancellationToken));

        Assert.Equal(ErrorCodes.StateInvalid, error.Code);
    }

    private Task<PreparedSignature> PrepareAsync() =>
        world.Signer.PrepareAsync(new MemoryStream(Document), world.Agency.Certificate, cancellationToken: CancellationToken);

    private static SigningException Refused(ReadOnlySpan<byte> state)
    {
        try
        {
            PreparedSignature.Import(state);
        }
        catch (SigningException error)
        {
            Assert.Equal(ErrorCodes.StateInvalid, error.Code);
            return error;
        }
        Assert.Fail($"It was taken: {Encoding.UTF8.GetString(state)}");
        return null!;
    }

    private static ReadOnlyMemory<byte> Changed(ReadOnlyMemory<byte> bytes, int at)
    {
        byte[] changed = bytes.ToArray();
        changed[at] ^= 1;
        return changed;
    }
}
