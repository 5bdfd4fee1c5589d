using Signing.Fuzz.Mutation;
using Xunit;

namespace Signing.Fuzz.Tests;

/// <summary>The same seed gives the same inputs, and what a mutator takes apart it can put together again.</summary>
public sealed class MutatorTests
{
    private static readonly byte[] Document = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n59\n%%EOF\n"u8.ToArray();

    // SEQUENCE { INTEGER 5, OCTET STRING { SEQUENCE { NULL } }, BIT STRING { SEQUENCE { BOOLEAN } } }
    private static readonly byte[] Der = Convert.FromHexString("3011" + "020105" + "040430020500" + "0306003003" + "0101FF");

    private static readonly Dictionary<string, (IMutator Mutator, byte[] Input)> Mutators = new(StringComparer.Ordinal)
    {
        ["bytes"] = (new ByteMutator("word"), Document),
        ["PDF"] = (new PdfMutator(), Document),
        ["DER"] = (new DerMutator(), [0, .. Der]),
    };

    public static TheoryData<string> Names => [.. Mutators.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutate_SameSeed_SameInputs(string name)
    {
        (IMutator mutator, byte[] input) = Mutators[name];

        byte[][] first = Run(mutator, input, 7);

        Assert.Equal(first, Run(mutator, input, 7));
        Assert.NotEqual(first, Run(mutator, input, 8));
        Assert.True(first.DistinctBy(Convert.ToHexString).Count() > 100);
    }

    [Fact]
    public void Write_WhatWasRead_IsTheSame()
    {
        List<DerNode>? nodes = DerNode.Read(Der);

        Assert.NotNull(nodes);
        Assert.Equal(3, nodes[0].Parts!.Count);
        Assert.Equal(0x30, nodes[0].Parts![2].Parts![0].Tag[0]);
        Assert.Equal(Der, DerNode.Write(nodes));
    }

    private static byte[][] Run(IMutator mutator, byte[] input, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 300).Select(_ => mutator.Mutate(input, input, random))];
    }
}
